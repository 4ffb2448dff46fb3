package dev.wigwag.sandbox.flux;

/** What a reference comes to in a repository. */
sealed interface Resolution {

    /** A commit, under the revision Flux writes for it, such as {@code main@sha1:…}. */
    record Found(String revision, String sha) implements Resolution {}

    /** Nothing; {@code problem} says what was looked for in vain. */
    record Missing(String problem) implements Resolution {}
}
