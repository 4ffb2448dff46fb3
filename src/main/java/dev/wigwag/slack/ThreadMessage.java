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
        List<String> lines = news.tellings().stream().map(Telling::words).toList();
        String folded = Folded.of(lines, "\n", LINES, BlockList.MAX_SECTION - 600);
        List<String> said = new ArrayList<>();
        said.add(folded);
        if (news.isLoud()) {
            said.add(about(living));
        }
        BlockList blocks = new BlockList();
        blocks.section(said.get(0), 0);
        said.stream().skip(1).forEach(blocks::context);
        return new SlackMessage(String.join("\n", said), blocks.blocks());
    }

    private static String about(LivingMessage living) {
        Rollout rollout = living.rollout();
        return SlackText.data(rollout.source().name(), MAX_NAME) + " " + CommitLink.of(rollout) + " on "
                + SlackText.data(living.cluster(), MAX_NAME);
    }
}
