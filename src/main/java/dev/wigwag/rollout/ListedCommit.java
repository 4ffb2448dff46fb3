package dev.wigwag.rollout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One commit of a rollout's changes ({@code .spec.changes.commits[]}).
 *
 * @param sha 40 hex digits
 * @param subject the first line of its message that says something, at most {@value #SUBJECT} code points; null if none does
 * @param author the name that Git has, at most {@value #NAME} code points; null if there is none
 * @param pullRequest the number of the pull request that its message says it merges; null if it says none
 */
public record ListedCommit(String sha, String subject, String author, Integer pullRequest) {
    /** Most code points of a subject. */
    public static final int SUBJECT = 120;

    /** Most code points of a name. */
    public static final int NAME = 60;

    /** How GitHub words merges and squashes: {@code Merge pull request #7 from …}, {@code Raise replicas (#7)}. */
    private static final Pattern MERGED = Pattern.compile("^Merge pull request #(\\d{1,9}) from ");

    private static final Pattern SQUASHED = Pattern.compile("\\(#(\\d{1,9})\\)$");

    public ListedCommit {
        subject = PlainText.bounded(subject, SUBJECT);
        author = PlainText.bounded(author, NAME);
    }

    /**
     * One as its message tells.
     *
     * @param message free of what cannot be shown
     * @param author likewise; null or blank if there is none
     */
    public static ListedCommit of(String sha, String message, String author) {
        String subject = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(null);
        return new ListedCommit(
                sha,
                subject,
                author == null || author.isBlank() ? null : author,
                subject == null ? null : pullRequest(subject));
    }

    private static Integer pullRequest(String subject) {
        Matcher merged = MERGED.matcher(subject);
        if (merged.find()) {
            return Integer.valueOf(merged.group(1));
        }
        Matcher squashed = SQUASHED.matcher(subject);
        return squashed.find() ? Integer.valueOf(squashed.group(1)) : null;
    }
}
