package dev.wigwag.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks blocks as Slack does (reference: slack.md §9), for the types of block that a notice is made of. */
final class BlockKitRules {
    /** Of all blocks together; Slack tells it nobody, it was observed. */
    private static final int MAX_TOTAL = 13_200;

    private static final Set<String> TEXTS = Set.of("mrkdwn", "plain_text");
    private static final Set<String> STYLES = Set.of("primary", "danger");

    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();

    private BlockKitRules() {}

    /** Refuses with {@code invalid_blocks} and where the mistakes are, or with {@code msg_blocks_too_long}. */
    static void check(JsonNode blocks) {
        if (!blocks.isArray()) {
            throw new SlackRefusal("invalid_blocks_format");
        }
        if (blocks.toString().length() > MAX_TOTAL) {
            throw new SlackRefusal("msg_blocks_too_long");
        }
        BlockKitRules rules = new BlockKitRules();
        if (blocks.size() > 50) {
            rules.mistakes.add("no more than 50 items allowed [json-pointer:/blocks]");
        }
        for (int i = 0; i < blocks.size(); i++) {
            rules.block(blocks.get(i), "/blocks/" + i);
        }
        if (!rules.mistakes.isEmpty()) {
            throw new SlackRefusal("invalid_blocks", rules.mistakes.toArray(String[]::new));
        }
    }

    private void block(JsonNode block, String at) {
        JsonNode id = block.path("block_id");
        if (!id.isMissingNode() && !blockIds.add(id.asText())) {
            mistake("block_id already exists", at);
        }
        if (id.asText().length() > 255) {
            mistake("must be no more than 255 characters", at + "/block_id");
        }
        switch (block.path("type").asText()) {
            case "header" -> {
                text(block.path("text"), at + "/text", 150);
                if (!block.path("text").path("type").asText().equals("plain_text")) {
                    mistake("must be plain_text", at + "/text/type");
                }
            }
            case "section" -> section(block, at);
            case "context" -> elements(block, at, 10);
            case "actions" -> {
                elements(block, at, 25);
                Set<String> ids = new HashSet<>();
                block.path("elements").forEach(element -> {
                    if (element.has("action_id")
                            && !ids.add(element.path("action_id").asText())) {
                        mistake("action_id already exists", at);
                    }
                });
            }
            case "divider" -> {
                // Has nothing in it.
            }
            default -> mistake("unsupported type: " + block.path("type").asText(), at);
        }
    }

    private void section(JsonNode block, String at) {
        JsonNode fields = block.path("fields");
        if (!block.has("text") && fields.isEmpty()) {
            mistake("must have text or fields", at);
        }
        if (block.has("text")) {
            text(block.path("text"), at + "/text", 3000);
        }
        if (fields.size() > 10) {
            mistake("no more than 10 items allowed", at + "/fields");
        }
        for (int i = 0; i < fields.size(); i++) {
            text(fields.get(i), at + "/fields/" + i, 2000);
        }
    }

    private void elements(JsonNode block, String at, int most) {
        JsonNode elements = block.path("elements");
        if (elements.isEmpty() || elements.size() > most) {
            mistake("must have 1 to " + most + " items", at + "/elements");
        }
        for (int i = 0; i < elements.size(); i++) {
            element(elements.get(i), at + "/elements/" + i);
        }
    }

    private void element(JsonNode element, String at) {
        switch (element.path("type").asText()) {
            case "mrkdwn", "plain_text" -> text(element, at, 3000);
            case "button" -> {
                text(element.path("text"), at + "/text", 75);
                if (element.path("value").asText().length() > 2000
                        || element.path("url").asText().length() > 3000
                        || element.path("action_id").asText().length() > 255) {
                    mistake("too long a value, url or action_id", at);
                }
                style(element, at);
                if (element.has("confirm")) {
                    confirm(element.path("confirm"), at + "/confirm");
                }
            }
            default -> mistake("unsupported type: " + element.path("type").asText(), at);
        }
    }

    private void confirm(JsonNode confirm, String at) {
        text(confirm.path("title"), at + "/title", 100);
        text(confirm.path("text"), at + "/text", 300);
        text(confirm.path("confirm"), at + "/confirm", 30);
        text(confirm.path("deny"), at + "/deny", 30);
        style(confirm, at);
    }

    private void style(JsonNode element, String at) {
        if (element.has("style") && !STYLES.contains(element.path("style").asText())) {
            mistake("unsupported style", at + "/style");
        }
    }

    private void text(JsonNode text, String at, int max) {
        String words = text.path("text").asText();
        if (!TEXTS.contains(text.path("type").asText())) {
            mistake("unsupported type: " + text.path("type").asText(), at);
        }
        if (words.isEmpty()) {
            mistake("must be more than 0 characters", at + "/text");
        }
        if (words.length() > max) {
            mistake("must be less than " + (max + 1) + " characters", at + "/text");
        }
        if (text.has("verbatim") && !text.path("type").asText().equals("mrkdwn")
                || text.has("emoji") && !text.path("type").asText().equals("plain_text")) {
            mistake("invalid additional property", at);
        }
    }

    private void mistake(String what, String at) {
        mistakes.add(what + " [json-pointer:" + at + "]");
    }
}
