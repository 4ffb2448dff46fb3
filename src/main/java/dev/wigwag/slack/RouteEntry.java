package dev.wigwag.slack;

import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.GlobSet;
import java.util.Arrays;
import java.util.List;

/**
 * An entry of {@code wigwag.slack.routes}, {@code team-a|team-a-* => C0123ABCD|C0456EFGH}.
 *
 * @param namespaces whose stages it is about
 * @param channels the one where these go by themselves, then those that annotations in these namespaces may name besides
 */
record RouteEntry(GlobSet namespaces, List<String> channels) {
    static final String PROPERTY = "wigwag.slack.routes";

    private static final String ARROW = "=>";

    RouteEntry {
        channels = List.copyOf(channels);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static RouteEntry of(String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow < 0 || arrow != text.lastIndexOf(ARROW)) {
            throw wrong(text, "not exactly one =>");
        }
        List<String> channels = parts(text, text.substring(arrow + ARROW.length()));
        if (!channels.stream().allMatch(Annotated::isChannel)) {
            throw wrong(text, "a channel that is not letters, digits, # _ or - alone, or is too long");
        }
        try {
            return new RouteEntry(GlobSet.of(parts(text, text.substring(0, arrow))), channels);
        } catch (IllegalArgumentException e) {
            throw wrong(text, "a glob that cannot be read (" + e.getMessage() + ")");
        }
    }

    private static List<String> parts(String entry, String side) {
        List<String> parts =
                Arrays.stream(side.split("\\|", -1)).map(String::strip).toList();
        if (parts.stream().anyMatch(String::isEmpty)) {
            throw wrong(entry, "an empty namespace or channel");
        }
        return parts;
    }

    private static IllegalArgumentException wrong(String entry, String what) {
        return new IllegalArgumentException(PROPERTY + " has " + what + " in the entry \"" + entry.strip()
                + "\"; write namespace|namespace => channel|channel");
    }
}
