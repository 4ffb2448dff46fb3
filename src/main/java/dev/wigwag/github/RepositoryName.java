package dev.wigwag.github;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository as GitHub's API names it. Both parts go into the path of requests, so they hold nothing that means something
 * there. GitHub does not tell upper from lower case in them.
 */
record RepositoryName(String owner, String name) {
    private static final Pattern PART = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    /** @throws IllegalArgumentException if GitHub would not take such a name */
    RepositoryName {
        if (!PART.matcher(owner).matches() || !PART.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A repository of GitHub is named owner/name, of letters, digits and ._-");
        }
    }

    /** Reads {@code owner/name}; empty if it is something else. */
    static Optional<RepositoryName> read(String fullName) {
        int slash = fullName.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String owner = fullName.substring(0, slash);
        String name = fullName.substring(slash + 1);
        return PART.matcher(owner).matches() && PART.matcher(name).matches()
                ? Optional.of(new RepositoryName(owner, name))
                : Optional.empty();
    }

    /**
     * The repository behind the address in a rollout's {@code spec.repository}; empty if it is not one that this API serves:
     * what is hosted elsewhere must not be mistaken for GitHub's repository of the same name.
     *
     * @param url any text, or null
     */
    static Optional<RepositoryName> of(String url, ApiAddress api) {
        return api.repository(url);
    }

    /** {@code owner/name}. */
    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
