package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Collects blocks within what a message may hold (reference: slack.md §9); what does not fit is left out. */
final class BlockList {
    /** Slack refuses about 13,200 characters; nobody says how it counts them. */
    static final int MAX_LENGTH = 11_000;

    /** Of the 50 that Slack takes. */
    static final int MAX_BLOCKS = 48;

    static final int MAX_HEADER = 150;
    static final int MAX_SECTION = 2900;

    private final ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
    private int length = 2;

    /** Large letters; nothing in it is markup. */
    boolean header(String text) {
        ObjectNode block = block("header");
        block.set("text", plain(text));
        return add(block, 0);
    }

    /** One that says nothing but strangers' words. */
    boolean words(String text) {
        ObjectNode block = block("section");
        block.set("text", plain(text));
        return add(block, 0);
    }

    /**
     * A paragraph of mrkdwn.
     *
     * @param room characters to be left for what comes after it
     * @return whether it fitted
     */
    boolean section(String mrkdwn, int room) {
        ObjectNode block = block("section");
        block.set("text", mrkdwn(mrkdwn));
        return add(block, room);
    }

    /** Small print. */
    boolean context(String mrkdwn) {
        return context(mrkdwn, 0);
    }

    /** The same, with characters to be left for what comes after it. */
    boolean context(String mrkdwn, int room) {
        ObjectNode block = block("context");
        block.putArray("elements").add(mrkdwn(mrkdwn));
        return add(block, room);
    }

    /**
     * Buttons side by side.
     *
     * @param id unique within the message
     * @param room characters to be left for what comes after it
     * @return whether they fitted
     */
    boolean actions(String id, List<ObjectNode> buttons, int room) {
        ObjectNode block = block("actions").put("block_id", id);
        block.putArray("elements").addAll(buttons);
        return add(block, room);
    }

    ArrayNode blocks() {
        return blocks;
    }

    private boolean add(ObjectNode block, int room) {
        int more = block.toString().length() + 1;
        if (blocks.size() == MAX_BLOCKS || length + more + room > MAX_LENGTH) {
            return false;
        }
        blocks.add(block);
        length += more;
        return true;
    }

    private static ObjectNode block(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static ObjectNode plain(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
    }

    /** Verbatim, or Slack would make links and mentions of whatever looks like one. */
    private static ObjectNode mrkdwn(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "mrkdwn")
                .put("text", text)
                .put("verbatim", true);
    }
}
