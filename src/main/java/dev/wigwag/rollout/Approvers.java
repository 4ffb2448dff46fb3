package dev.wigwag.rollout;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The people and groups that may decide, as they are written in settings and annotations: {@code slack:U024BE7LH}, the group
 * {@code slack:S0614TZR7}, {@code github:octocat}. Names that people can give themselves are none of these.
 */
public final class Approvers {
    /**
     * Stands where an annotation could not be read; it is nobody's id, so that nobody is let in. An empty list would be lost on
     * the way through the ledger.
     */
    public static final String UNREADABLE = "unreadable";

    private static final int MOST = 100;
    private static final int LONGEST = 4096;

    /** The letters that Slack's ids begin with are a habit (reference: slack.md §3), so that any is taken. */
    private static final Pattern SLACK = Pattern.compile("slack:[A-Z][A-Z0-9]{2,31}");

    /** Logins of managed users hold an underscore; a bot's brackets are left out on purpose. */
    private static final Pattern GITHUB = Pattern.compile("github:[a-z0-9][a-z0-9_-]{0,99}");

    private Approvers() {}

    /** One id in the form in which ids are compared; empty if it is none. GitHub's logins are the same in upper case. */
    public static Optional<String> id(String text) {
        if (text.length() > 120) {
            return Optional.empty();
        }
        String plain = text.strip();
        if (SLACK.matcher(plain).matches()) {
            return Optional.of(plain);
        }
        String lower = plain.toLowerCase(Locale.ROOT);
        return GITHUB.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
    }

    /** Whether the id is a group's, whose members only the chat knows. */
    public static boolean isGroup(String id) {
        return id.startsWith("slack:S");
    }

    /**
     * Reads an annotation: ids with commas or bars between them.
     *
     * @return the ids; {@link #UNREADABLE} alone if one of them is none, or there is none
     */
    static List<String> read(String text) {
        if (text.length() > LONGEST) {
            return List.of(UNREADABLE);
        }
        Set<String> ids = new LinkedHashSet<>();
        boolean good = Arrays.stream(text.split("[,|]", -1))
                .allMatch(part -> id(part).map(ids::add).isPresent());
        return good && ids.size() <= MOST ? List.copyOf(ids) : List.of(UNREADABLE);
    }
}
