package dev.wigwag.chatops;

import java.util.List;

/**
 * An answer, for the person alone; each chat draws it in its own way. All of it is plain text, and some of it strangers' words:
 * nothing in it is markup.
 *
 * @param title one line
 * @param lines further lines, blank ones are left out; at most {@value #MOST}
 */
public record Reply(Outcome outcome, String title, List<String> lines) {
    /** What fits a phone without much scrolling. */
    public static final int MOST = 25;

    /** What came of it. */
    public enum Outcome {
        /** It was done, and stands in the cluster. */
        DONE,
        /** A refusal, a question back, or news that it was too late. */
        NOT_DONE,
        /** What was asked for was words. */
        TOLD
    }

    public Reply {
        lines = lines.stream().filter(line -> !line.isBlank()).limit(MOST).toList();
    }

    /** The answer to something that was to be done. */
    public Reply(boolean done, String title, List<String> lines) {
        this(done ? Outcome.DONE : Outcome.NOT_DONE, title, lines);
    }

    /** The answer to a question. */
    public static Reply told(String title, List<String> lines) {
        return new Reply(Outcome.TOLD, title, lines);
    }

    /** Whether something was done. */
    public boolean done() {
        return outcome == Outcome.DONE;
    }
}
