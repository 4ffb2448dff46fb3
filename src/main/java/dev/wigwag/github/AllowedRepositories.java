package dev.wigwag.github;

import dev.wigwag.rollout.GlobSet;
import java.util.Arrays;
import java.util.List;

/**
 * Which namespace's sources may show their rollouts on which repositories ({@code wigwag.github.repositories}). Who writes a
 * source into a namespace names its repository, so without this anybody could mark anybody's commits with our token.
 *
 * <p>An entry is {@code team-* => acme/web|acme/api-*}, with globs of namespaces before the arrow and of repositories behind
 * it; one without an arrow is for every namespace. Without entries nothing is allowed.
 */
final class AllowedRepositories {
    /** The property that holds the entries. */
    static final String PROPERTY = "wigwag.github.repositories";

    private static final String ARROW = "=>";
    private static final int MAX_ENTRIES = 1000;

    private record Entry(GlobSet namespaces, GlobSet repositories) {}

    private final List<Entry> entries;

    private AllowedRepositories(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads the entries; blank ones do not count.
     *
     * @throws IllegalArgumentException naming the entry that is wrong, and how
     */
    static AllowedRepositories of(List<String> entries) {
        List<String> told = entries.stream().filter(entry -> !entry.isBlank()).toList();
        if (told.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    PROPERTY + " has more than " + MAX_ENTRIES + " entries; join some by globs, as in acme/*");
        }
        return new AllowedRepositories(
                told.stream().map(AllowedRepositories::entry).toList());
    }

    /** Whether a source in this namespace may speak to this repository. */
    boolean allows(String namespace, RepositoryName repository) {
        return entries.stream()
                .anyMatch(entry -> entry.namespaces().matches(namespace)
                        && entry.repositories().matches(repository.toString()));
    }

    /** Whether nothing is allowed at all, as before anybody has configured anything. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    private static Entry entry(String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow != text.lastIndexOf(ARROW)) {
            throw wrong(text, "more than one =>");
        }
        List<String> namespaces = arrow < 0 ? List.of("*") : globs(text, text.substring(0, arrow));
        List<String> repositories = globs(text, arrow < 0 ? text : text.substring(arrow + ARROW.length()));
        if (repositories.stream().anyMatch(glob -> glob.indexOf('/') < 0 && !glob.equals("**"))) {
            throw wrong(text, "a repository without its owner");
        }
        try {
            return new Entry(GlobSet.of(namespaces), GlobSet.ignoringCase(repositories));
        } catch (IllegalArgumentException e) {
            throw wrong(text, "a glob that cannot be read (" + e.getMessage() + ")");
        }
    }

    private static List<String> globs(String entry, String side) {
        List<String> globs =
                Arrays.stream(side.split("\\|", -1)).map(String::strip).toList();
        if (globs.stream().anyMatch(String::isEmpty)) {
            throw wrong(entry, "an empty glob");
        }
        return globs;
    }

    private static IllegalArgumentException wrong(String entry, String what) {
        return new IllegalArgumentException(
                PROPERTY + " has " + what + " in the entry \"" + entry.strip() + "\"; write namespace|namespace"
                        + " => owner/name|owner/name, or owner/name alone for every namespace");
    }
}
