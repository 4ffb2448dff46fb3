package dev.wigwag.github;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The repository that a payload speaks of.
 *
 * @param fullName {@code owner/name}, which a secret may be bound to
 * @param addresses its addresses, normalised; at least one, and each ends in {@code owner/name}
 * @param url where people see it; null if the payload gives no link
 */
record RepositoryFields(String fullName, Set<RepositoryUrl> addresses, String url) {
    static final String FULL_NAME = "/repository/full_name";
    private static final String URL = "/repository/html_url";
    private static final Set<String> ADDRESSES =
            Set.of(URL, "/repository/clone_url", "/repository/ssh_url", "/repository/git_url");

    /** Most characters of a link that is kept. */
    private static final int LINK = 2_000;

    /** What GitHub allows in names, and generously what it allows in their length (39 and 100). */
    private static final Pattern OWNER_AND_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");

    /** The paths to pick. */
    static Set<String> paths() {
        Set<String> paths = new HashSet<>(ADDRESSES);
        paths.add(FULL_NAME);
        return paths;
    }

    /**
     * Reads them.
     *
     * @throws Malformed without a name and an address, or if they do not belong together: who may speak for the name
     *     must not reach another repository by its address
     */
    static RepositoryFields of(Picked payload) throws Malformed {
        String fullName = fullName(payload);
        Set<RepositoryUrl> addresses = new HashSet<>();
        for (String path : ADDRESSES) {
            RepositoryUrl address = RepositoryUrl.of(payload.text(path)).orElse(null);
            if (address != null && !address.path().equals(fullName.toLowerCase(Locale.ROOT))) {
                throw new Malformed(path.substring(1).replace('/', '.') + " is no address of repository.full_name");
            }
            if (address != null) {
                addresses.add(address);
            }
        }
        if (addresses.isEmpty()) {
            throw new Malformed("the payload names no address of the repository");
        }
        return new RepositoryFields(fullName, addresses, link(payload.text(URL)));
    }

    /** {@code repository.full_name}, in the form that GitHub gives it. */
    static String fullName(Picked payload) throws Malformed {
        String fullName = payload.required(FULL_NAME);
        if (!OWNER_AND_NAME.matcher(fullName).matches()) {
            throw new Malformed("repository.full_name is not owner/name");
        }
        return fullName;
    }

    /** The link if it is one for a browser; null if it is none or too long, as a cut link leads nowhere. */
    static String link(String url) {
        boolean web = url != null && (url.startsWith("https://") || url.startsWith("http://"));
        return web && url.length() <= LINK ? CleanText.line(url, LINK) : null;
    }
}
