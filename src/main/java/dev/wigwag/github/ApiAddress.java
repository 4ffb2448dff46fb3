package dev.wigwag.github;

import dev.wigwag.rollout.RepositoryUrl;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where GitHub's REST API is, and whose repositories it serves. It comes from configuration alone: an address out of a
 * payload could send our token anywhere (reference: github.md §13).
 *
 * @param base without a slash at its end, for example {@code https://api.github.com} or {@code https://HOST/api/v3}
 * @param webHost the host in the addresses of its repositories, as {@link RepositoryUrl} normalises it
 */
record ApiAddress(URI base, String webHost) {
    /** GitHub's own, the default of {@code wigwag.github.api-url}. */
    static final String DEFAULT = "https://api.github.com";

    private static final String PROPERTY = "wigwag.github.api-url";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads the property: {@code https://api.github.com}, {@code https://api.SUBDOMAIN.ghe.com}, or
     * {@code https://HOST/api/v3}.
     *
     * @throws IllegalArgumentException if it is no such address; plain http is taken for this machine only
     */
    static ApiAddress of(String url) {
        URI base = base(url);
        String host = base.getHost().toLowerCase(Locale.ROOT);
        String web = host.startsWith("api.") && host.indexOf('.', 4) > 0 ? host.substring(4) : host;
        return of(url, base.getPort() < 0 ? web : web + ":" + base.getPort());
    }

    /**
     * An API that serves the repositories of a host with another name, as a proxy or a stand-in does.
     *
     * @param webHost the host, with its port if that is an unusual one
     * @throws IllegalArgumentException if one of the two is none
     */
    static ApiAddress of(String url, String webHost) {
        return RepositoryUrl.of("https://" + webHost + "/owner/name")
                .map(repository -> new ApiAddress(base(url), repository.host()))
                .orElseThrow(() -> wrong("names no host"));
    }

    /** The repository's name for the API; empty if the address is of another host or not of the form owner/name. */
    Optional<RepositoryName> repository(String repositoryUrl) {
        return RepositoryUrl.of(repositoryUrl)
                .filter(url -> url.host().equals(webHost))
                .flatMap(RepositoryUrl::ownerAndName)
                .flatMap(RepositoryName::read);
    }

    /** @param path begins with a slash, is encoded already, and may have a query */
    URI at(String path) {
        return URI.create(base + path);
    }

    /** Whether a request that goes there stays with the server that our token is for. */
    boolean isOfSameServer(URI other) {
        return base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost().equalsIgnoreCase(other.getHost())
                && base.getPort() == other.getPort()
                && other.getRawUserInfo() == null;
    }

    private static URI base(String url) {
        URI base;
        try {
            base = URI.create(url.strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            // Without the cause, which quotes the address; a password may have been put into it.
            throw wrong("is no address");
        }
        boolean https = "https".equalsIgnoreCase(base.getScheme());
        if (base.getHost() == null || !https && !"http".equalsIgnoreCase(base.getScheme())) {
            throw wrong("is no address");
        }
        if (!https && !LOOPBACK.contains(base.getHost().toLowerCase(Locale.ROOT))) {
            throw wrong("would send the token unencrypted");
        }
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw wrong("holds more than scheme, host, port and path; a token belongs into wigwag.github.token");
        }
        return base;
    }

    private static IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException(
                PROPERTY + " " + how + "; write " + DEFAULT + ", or https://HOST/api/v3 for GitHub Enterprise Server");
    }
}
