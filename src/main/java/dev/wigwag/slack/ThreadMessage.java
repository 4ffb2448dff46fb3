package dev.wigwag.slack;

import dev.wigwag.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;

/** A reply, as Slack takes it. One that the channel shows too says which rollout it is about. */
final class ThreadMessage {
    private static final int LINES = 12;
    private static final int MAX_NAME = 80;

    private ThreadMessage() {}

    static SlackMessage of(ThreadNews news, LivingMessage living) {
        List<String> lines = words(news, false);
        List<String> said = new ArrayList<>();
        BlockList blocks = new BlockList();
        if (!lines.isEmpty()) {
            said.add(Folded.of(lines, "\n", LINES, BlockList.MAX_SECTION - 600));
            blocks.section(said.get(0), 0);
        }
        for (String list : words(news, true)) {
            blocks.section(list, 0);
            // Whoever is shown no blocks is to know at least that there is a list.
            int length = said.stream().mapToInt(String::length).sum() + list.length();
            said.add(length < SlackMessage.MAX_TEXT - 600 ? list : list.substring(0, list.indexOf('\n')));
        }
        if (news.isLoud()) {
            said.add(about(living));
            blocks.context(said.get(said.size() - 1));
        }
        return new SlackMessage(String.join("\n", said), blocks.blocks());
    }

    private static List<String> words(ThreadNews news, boolean lists) {
        return news.tellings().stream()
                .filter(telling -> telling.list() == lists)
                .map(Telling::words)
                .toList();
    }

    private static String about(LivingMessage living) {
        Rollout rollout = living.rollout();
        return SlackText.data(rollout.source().name(), MAX_NAME) + " " + CommitLink.of(rollout) + " on "
                + SlackText.data(living.cluster(), MAX_NAME);
    }
}
