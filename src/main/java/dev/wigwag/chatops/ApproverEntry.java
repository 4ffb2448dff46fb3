package dev.wigwag.chatops;

import dev.wigwag.rollout.Approvers;
import dev.wigwag.rollout.GlobSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An entry of {@code wigwag.chatops.approvers}, {@code team-a|team-a-* => slack:U024BE7LH|github:octocat}.
 *
 * @param namespaces where
 * @param ids who may decide there, as in {@link Approvers}
 */
record ApproverEntry(GlobSet namespaces, List<String> ids) {
    private static final String ARROW = "=>";
    private static final int MAX_ENTRIES = 1000;

    ApproverEntry {
        ids = List.copyOf(ids);
    }

    /**
     * Reads all entries; blank ones do not count.
     *
     * @throws IllegalArgumentException naming the property and the number of the entry that is wrong, and how it is
     */
    static List<ApproverEntry> all(List<String> entries) {
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(ChatOpsConfig.APPROVERS + " has more than " + MAX_ENTRIES
                    + " entries; join some by globs, as in team-a-*, or by groups of the chat's");
        }
        return IntStream.range(0, entries.size())
                .filter(n -> !entries.get(n).isBlank())
                .mapToObj(n -> of(n + 1, entries.get(n)))
                .toList();
    }

    private static ApproverEntry of(int number, String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow < 0 || arrow != text.lastIndexOf(ARROW)) {
            throw wrong(number, "not exactly one =>");
        }
        List<String> ids = parts(number, text.substring(arrow + ARROW.length())).stream()
                .map(part -> Approvers.id(part)
                        .orElseThrow(() -> wrong(number, "somebody who is no id of Slack's or GitHub's")))
                .toList();
        try {
            return new ApproverEntry(GlobSet.of(parts(number, text.substring(0, arrow))), ids);
        } catch (IllegalArgumentException e) {
            throw wrong(number, "a glob that cannot be read (" + e.getMessage() + ")");
        }
    }

    private static List<String> parts(int number, String side) {
        List<String> parts =
                Arrays.stream(side.split("\\|", -1)).map(String::strip).toList();
        if (parts.stream().anyMatch(String::isEmpty)) {
            throw wrong(number, "an empty namespace or person");
        }
        return parts;
    }

    private static IllegalArgumentException wrong(int number, String what) {
        return new IllegalArgumentException(ChatOpsConfig.APPROVERS + " has in entry " + number + " " + what
                + "; write namespace|namespace => slack:U024BE7LH|slack:S0614TZR7|github:octocat");
    }
}
