package dev.wigwag.chatops;

import java.util.List;

/**
 * An answer, for the person alone; each chat draws it in its own way. All of it is plain text, and some of it strangers' words:
 * nothing in it is markup.
 *
 * @param done whether what was asked was done; false for a refusal, a question back, or news that it was too late
 * @param title one line
 * @param lines further lines, blank ones are left out; at most {@value #MOST}
 */
public record Reply(boolean done, String title, List<String> lines) {
    /** What fits a phone without much scrolling. */
    public static final int MOST = 25;

    public Reply {
        lines = lines.stream().filter(line -> !line.isBlank()).limit(MOST).toList();
    }
}
