package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A message as somebody reads it, in plain text: for judging by eye. */
final class SlackPreview {
    private static final Pattern DATE = Pattern.compile("<!date\\^[0-9]+\\^[^|>]*\\|([^>]*)>");
    private static final Pattern LINK = Pattern.compile("<(https?://[^|>]*)\\|([^>]*)>");

    private SlackPreview() {}

    static String of(SlackMessage message) {
        List<String> lines = new ArrayList<>();
        lines.add("notification: " + read(message.text()));
        lines.add("");
        for (JsonNode block : message.blocks()) {
            switch (block.path("type").asText()) {
                case "header" -> {
                    lines.add(block.path("text").path("text").asText());
                    lines.add("=".repeat(40));
                }
                case "section" -> lines.add(text(block.path("text")));
                case "context" -> block.path("elements").forEach(element -> lines.add("  | " + text(element)));
                case "actions" -> block.path("elements").forEach(button -> lines.add(button(button)));
                default -> throw new AssertionError("nobody knows how this reads: " + block);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String button(JsonNode button) {
        JsonNode confirm = button.path("confirm");
        return "[" + text(button.path("text")) + "] asks: " + text(confirm.path("title")) + " "
                + text(confirm.path("text")) + " [" + text(confirm.path("confirm")) + "] ["
                + text(confirm.path("deny")) + "]";
    }

    /** A reply of a thread, as it stands in Slack. */
    static String reply(JsonNode message) {
        List<String> lines = new ArrayList<>();
        for (JsonNode block : message.path("blocks")) {
            if (block.path("type").asText().equals("section")) {
                lines.add(text(block.path("text")));
            } else {
                block.path("elements").forEach(element -> lines.add("  | " + text(element)));
            }
        }
        return (message.path("reply_broadcast").asBoolean() ? "(to the channel) " : "") + String.join("\n", lines);
    }

    private static String text(JsonNode text) {
        String words = text.path("text").asText();
        return text.path("type").asText().equals("mrkdwn") ? read(words) : words;
    }

    private static String read(String mrkdwn) {
        String dated = DATE.matcher(mrkdwn).replaceAll("$1");
        return LINK.matcher(dated)
                .replaceAll("$2 ($1)")
                .replace("\u200B", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
