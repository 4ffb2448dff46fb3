package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A message as Slack takes it.
 *
 * @param text what notifications and screen readers say; escaped, at most {@link #MAX_TEXT} characters
 * @param blocks Block Kit; empty for a message of text alone. Not to be changed
 */
public record SlackMessage(String text, ArrayNode blocks) {
    /** An update fails beyond 4000 (reference: slack.md §6, {@code msg_too_long}); some room is left for what Slack counts otherwise. */
    public static final int MAX_TEXT = 3500;

    public SlackMessage {
        Objects.requireNonNull(blocks, "blocks");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a message needs text: it is what a notification says");
        }
    }

    /** The text alone, for when Slack does not take the blocks. */
    public SlackMessage withoutBlocks() {
        return new SlackMessage(text, JsonNodeFactory.instance.arrayNode());
    }

    /**
     * This message below a line that says what it is.
     *
     * @param words mrkdwn, escaped already
     */
    public SlackMessage under(String words) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        shown.addObject()
                .put("type", "context")
                .putArray("elements")
                .addObject()
                .put("type", "mrkdwn")
                .put("text", words);
        // At most 50 blocks fit (reference: slack.md §9); a message that is full loses its last line.
        for (int i = 0; i < Math.min(blocks.size(), 49); i++) {
            shown.add(blocks.get(i));
        }
        String both = words + "\n" + text;
        return new SlackMessage(both.length() <= MAX_TEXT ? both : words, shown);
    }

    /** SHA-256 over text and blocks, in hex: equal for messages that read the same. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(text.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            return HexFormat.of().formatHex(sha256.digest(blocks.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }
}
