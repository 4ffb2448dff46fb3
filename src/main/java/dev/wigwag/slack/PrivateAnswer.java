package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.chatops.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An answer that only the person who asked gets to see (reference: slack.md §12, §13). */
final class PrivateAnswer {
    private static final int MAX_LINE = 400;
    private static final String DONE = "✅ ";

    /** Users as replies name them; whatever stands around is a stranger's words that have been escaped. */
    private static final Pattern USER = Pattern.compile("\\bslack:([UW][A-Z0-9]{2,31})\\b");

    private PrivateAnswer() {}

    /** As Slack takes it, both as the answer to a command and at a response URL. */
    static ObjectNode json(Reply reply) {
        String title = (reply.done() ? DONE : "") + line(reply.title());
        List<String> lines = reply.lines().stream()
                .map(PrivateAnswer::line)
                .filter(each -> !each.isEmpty())
                .toList();
        BlockList blocks = new BlockList();
        blocks.section("*" + title + "*", 0);
        paragraphs(lines).forEach(paragraph -> blocks.section(paragraph, 0));
        String text = String.join("\n", concat(title, lines));
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("response_type", "ephemeral")
                .put("replace_original", false)
                .put("text", text.length() <= SlackMessage.MAX_TEXT ? text : title);
        answer.set("blocks", blocks.blocks());
        return answer;
    }

    /** As many lines in each as fit a block. */
    private static List<String> paragraphs(List<String> lines) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : lines) {
            if (paragraph.length() > 0 && SlackText.length(paragraph + "\n" + line) > BlockList.MAX_SECTION) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
            paragraph.append(paragraph.length() == 0 ? "" : "\n").append(line);
        }
        if (paragraph.length() > 0) {
            paragraphs.add(paragraph.toString());
        }
        return paragraphs;
    }

    private static String line(String text) {
        return USER.matcher(SlackText.data(text, MAX_LINE)).replaceAll("<@$1>");
    }

    private static List<String> concat(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }
}
