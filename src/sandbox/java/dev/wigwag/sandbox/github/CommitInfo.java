package dev.wigwag.sandbox.github;

import java.time.Instant;
import java.util.List;

/**
 * A commit as a push tells of it.
 *
 * @param sha 40 hex digits
 * @param tree 40 hex digits
 * @param time to the second
 * @param added paths against the first parent; a rename is one added and one removed path
 */
public record CommitInfo(
        String sha,
        String tree,
        String message,
        String authorName,
        String authorEmail,
        Instant time,
        List<String> added,
        List<String> modified,
        List<String> removed) {}
