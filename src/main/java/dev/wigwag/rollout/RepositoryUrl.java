package dev.wigwag.rollout;

import java.util.Locale;
import java.util.Optional;

/**
 * The address of a repository in the one form in which addresses are compared: a webhook names a repository in one
 * way, a source's {@code spec.url} in another, an image in a third.
 *
 * <p>Read are {@code http}, {@code https}, {@code ssh}, {@code git} and {@code oci} URLs, Git's short form
 * {@code git@host:owner/name.git}, and an image's {@code host/path:tag}. The scheme, who logs in, the tag, the digest,
 * the query and {@code .git} say nothing about which repository is meant and are dropped. Paths are folded to lower
 * case because the senders are GitHub, where owner and name are not case-sensitive.
 *
 * @param host lower-case ASCII, with the port if it is an unusual one of http or https
 * @param path lower-case segments parted by single slashes
 */
public record RepositoryUrl(String host, String path) {

    /** Longest address that is read, in characters. */
    public static final int MAX_LENGTH = 2048;

    /** @throws IllegalArgumentException if a part is not in its normal form; {@link #of} makes it so */
    public RepositoryUrl {
        if (host.isEmpty()
                || host.indexOf('/') >= 0
                || host.indexOf('@') >= 0
                || !host.equals(host.toLowerCase(Locale.ROOT))
                || !UrlPath.normal(path).equals(Optional.of(path))) {
            throw new IllegalArgumentException(
                    "A repository's address is made of parts that are not in normal form; read it with of().");
        }
    }

    /** The normal form of an address, or nothing if it is absent, over-long, malformed or without a path. */
    public static Optional<RepositoryUrl> of(String url) {
        if (url == null || url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = url.strip();
        if (text.chars().anyMatch(RepositoryUrl::neverInAnAddress)) {
            return Optional.empty();
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            return ofScheme(text.substring(0, scheme).toLowerCase(Locale.ROOT), text.substring(scheme + 3));
        }
        int path = ShortForm.pathOf(text);
        if (path > 0) {
            return normal(text.substring(0, path - 1), false, text.substring(path));
        }
        return ShortForm.startsWithHost(text)
                ? ofAuthority(ShortForm.withoutDigest(text), true, true)
                : Optional.empty();
    }

    private static Optional<RepositoryUrl> ofScheme(String scheme, String rest) {
        return switch (scheme) {
            case "https", "http" -> ofAuthority(rest, true, false);
            case "oci" -> ofAuthority(ShortForm.withoutDigest(rest), true, true);
            case "ssh", "git", "git+ssh", "ssh+git" -> ofAuthority(rest, false, false);
            default -> Optional.empty();
        };
    }

    private static Optional<RepositoryUrl> ofAuthority(String rest, boolean web, boolean image) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String path = rest.substring(slash);
        return normal(rest.substring(0, slash), web, image ? ShortForm.withoutTag(path) : path);
    }

    private static Optional<RepositoryUrl> normal(String authority, boolean web, String path) {
        // An @ this late may end a password that holds a slash; what comes before it must not be shown as a path.
        if (path.indexOf('@') >= 0) {
            return Optional.empty();
        }
        String server = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = server.indexOf(':', Math.max(0, server.lastIndexOf(']')));
        String port = colon < 0 ? "" : server.substring(colon + 1);
        if (port.length() > 5 || !port.chars().allMatch(ShortForm::isDigit)) {
            return Optional.empty();
        }
        // A port of ssh or git says nothing about the port of the same repository on the web.
        int number = port.isEmpty() || !web ? 0 : Integer.parseInt(port);
        String kept = number == 0 || number == 80 || number == 443 ? "" : ":" + number;
        return HostName.normal(colon < 0 ? server : server.substring(0, colon))
                .flatMap(host ->
                        UrlPath.normal(withoutQuery(path)).map(normal -> new RepositoryUrl(host + kept, normal)));
    }

    /** {@code owner/name}, if the path has exactly these two segments. */
    public Optional<String> ownerAndName() {
        int slash = path.indexOf('/');
        return slash > 0 && slash == path.lastIndexOf('/') ? Optional.of(path) : Optional.empty();
    }

    /** {@code host/path}; it never holds credentials. */
    @Override
    public String toString() {
        return host + "/" + path;
    }

    /**
     * An address fit to be shown: without user and password, query and fragment, control characters, and what exceeds
     * {@link #MAX_LENGTH}. Where it cannot be told what is a password, too much is dropped rather than too little.
     *
     * @param url any text; null gives an empty one
     */
    public static String withoutCredentials(String url) {
        if (url == null) {
            return "";
        }
        // A tail cut off first could leave the password whose end it held.
        if (url.length() > MAX_LENGTH) {
            return "(an address of " + url.length() + " characters)";
        }
        int scheme = url.indexOf("://");
        String start = scheme < 0 ? "" : url.substring(0, scheme + 3);
        String digest = ShortForm.digestOf(url);
        String rest = url.substring(start.length(), url.length() - digest.length());
        // Passwords hold unescaped / ? # and @ often enough that only the last @ ends them for sure.
        String shown = withoutQuery(rest.substring(rest.lastIndexOf('@') + 1));
        return (start.substring(start.lastIndexOf('@') + 1) + shown + digest).replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private static String withoutQuery(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '?' || text.charAt(i) == '#') {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static boolean neverInAnAddress(int c) {
        return c == '\\' || Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
