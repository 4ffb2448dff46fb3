package dev.wigwag.github;

import dev.wigwag.chatops.Reply;

/**
 * An answer as GitHub's Markdown. Everything in it that may be a stranger's word stands in a block of code, where it mentions
 * nobody, links nowhere and closes no issue.
 */
final class CommentText {
    /** GitHub takes 65,536. */
    private static final int MOST = 8_000;

    private CommentText() {}

    /** The comment; at its end the mark by which we know our own. */
    static String of(Reply reply, String login) {
        String words =
                reply.lines().isEmpty() ? reply.title() : reply.title() + "\n" + String.join("\n", reply.lines());
        String cut = words.length() <= MOST ? words : words.substring(0, MOST) + "…";
        String fence = "`".repeat(Math.max(3, longestRun(cut) + 1));
        return sign(reply) + "@" + login + "\n" + fence + "text\n" + cut + "\n" + fence + "\n\n" + CommentPayload.OWN;
    }

    private static String sign(Reply reply) {
        return switch (reply.outcome()) {
            case DONE -> "✅ ";
            case NOT_DONE -> "⚠️ ";
            case TOLD -> "";
        };
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
