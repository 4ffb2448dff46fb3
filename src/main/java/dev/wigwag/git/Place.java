package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin.Login;
import dev.wigwag.rollout.RepositoryUrl;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a repository is, without anything secret.
 *
 * @param uri without a password; with a user for ssh only
 * @param login that the address itself had; empty if it had none
 */
record Place(URIish uri, Optional<Login> login) {
    /** Two readers of an address must not take different parts of it for the host. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]");

    /**
     * Reads an address with its scheme.
     *
     * @throws RangeException if it is none; it does not quote it
     */
    static Place of(String address) {
        URIish uri = parsed(address);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        if (!web && !scheme.equals("ssh") && !scheme.equals("file")) {
            throw unreadable();
        }
        boolean hostless = uri.getHost() == null || uri.getHost().isEmpty();
        if (scheme.equals("file")
                ? !hostless
                : hostless || !HOST.matcher(uri.getHost()).matches()) {
            throw unreadable();
        }
        Optional<Login> login = web && uri.getUser() != null
                ? Optional.of(new Login.Password(uri.getUser(), uri.getPass() == null ? "" : uri.getPass(), null))
                : Optional.empty();
        URIish plain = uri.setScheme(scheme).setPass(null);
        return new Place(web ? plain.setUser(null) : plain, login);
    }

    String scheme() {
        return uri.getScheme();
    }

    /** Lower case; empty for a file. */
    String host() {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    /** Whether what one logs in with at the other may be used here: at the same server, and no less secret on its way. */
    boolean isAsGoodAs(Place other) {
        boolean same = scheme().equals(other.scheme()) && uri.getPort() == other.uri.getPort();
        boolean secure = scheme().equals("https") && uri.getPort() <= 0;
        return host().equals(other.host()) && (same || secure);
    }

    /** The address in full, fit to tell two places from each other. */
    String address() {
        return uri.toPrivateString();
    }

    /** Fit to be shown. */
    @Override
    public String toString() {
        return RepositoryUrl.withoutCredentials(uri.toString());
    }

    private static URIish parsed(String address) {
        if (address == null
                || address.length() > RepositoryUrl.MAX_LENGTH
                || address.chars().anyMatch(c -> c <= ' ' || c == 0x7f)
                || address.indexOf("://") <= 0) {
            throw unreadable();
        }
        try {
            URIish uri = new URIish(address);
            if (uri.getScheme() == null || uri.getPath() == null) {
                throw unreadable();
            }
            return uri;
        } catch (URISyntaxException e) {
            // Without the cause, which quotes the address.
            throw unreadable();
        }
    }

    private static RangeException unreadable() {
        return new RangeException(
                Fault.NOT_ALLOWED,
                "The source's spec.url is no address of a repository that can be read; it has to begin with https://,"
                        + " ssh://, http:// or file:// and name a host");
    }
}
