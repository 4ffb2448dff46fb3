package dev.wigwag.git;

import java.util.Optional;

/**
 * A line of {@code .sourceignore} or {@code spec.ignore}, as Flux's own reading of .gitignore's syntax takes it (fluxcd/pkg, package
 * sourceignore/gitignore): unlike Git, what matches a directory matches everything below it, re-included or not.
 *
 * @param domain the directory whose {@code .sourceignore} has it; empty for the root
 * @param parts its steps; one without a slash is looked for at any depth
 * @param includes it begins with an exclamation mark: what matches is there
 * @param directories it ends in a slash: what matches is a directory
 * @param anchored it has a slash elsewhere: it begins in its domain
 */
record IgnorePattern(String domain, String[] parts, boolean includes, boolean directories, boolean anchored) {
    /** What a path gets from a pattern. */
    enum Match {
        NO,
        YES,
        /** Its syntax is one that readers differ about. */
        PERHAPS
    }

    /** The pattern in a line; empty for an empty line or a comment. */
    static Optional<IgnorePattern> of(String domain, String line) {
        if (line.startsWith("#") || line.isBlank()) {
            return Optional.empty();
        }
        boolean includes = line.startsWith("!");
        String text = includes ? line.substring(1) : line;
        while (text.endsWith(" ") && !text.endsWith("\\ ")) {
            text = text.substring(0, text.length() - 1);
        }
        boolean directories = text.endsWith("/");
        if (directories) {
            text = text.substring(0, text.length() - 1);
        }
        return Optional.of(
                new IgnorePattern(domain, text.split("/", -1), includes, directories, text.indexOf('/') >= 0));
    }

    /**
     * Whether it speaks of this file.
     *
     * @param path of a file or link, from the root
     */
    Match matches(String path) {
        if (!domain.isEmpty() && !path.startsWith(domain + "/")) {
            return Match.NO;
        }
        if (isExotic()) {
            return Match.PERHAPS;
        }
        String[] names = (domain.isEmpty() ? path : path.substring(domain.length() + 1)).split("/");
        return (anchored ? fromDomain(names) : anywhere(names)) ? Match.YES : Match.NO;
    }

    /** At least what it takes in memory. */
    long bytes() {
        long bytes = 120 + 2L * domain.length();
        for (String part : parts) {
            bytes += 60 + 2L * part.length();
        }
        return bytes;
    }

    private boolean anywhere(String[] names) {
        for (int i = 0; i < names.length; i++) {
            if (Wildcard.matches(parts[0], names[i])) {
                return !directories || i < names.length - 1;
            }
        }
        return false;
    }

    private boolean fromDomain(String[] names) {
        int at = 0;
        for (String part : parts) {
            if (part.isEmpty()) {
                continue;
            }
            if (at == names.length || !Wildcard.matches(part, names[at])) {
                return false;
            }
            at++;
        }
        return at > 0 && (!directories || at < names.length);
    }

    /** Two stars, brackets and backslashes mean different things to different readers. */
    private boolean isExotic() {
        for (String part : parts) {
            if (part.contains("**") || part.indexOf('[') >= 0 || part.indexOf('\\') >= 0) {
                return true;
            }
        }
        return false;
    }
}
