package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.chatops.Reply;
import dev.wigwag.sandbox.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrivateAnswerTest {
    @Test
    void anAnswerIsForThePersonAloneAndLeavesTheMessageAsItIs() {
        JsonNode answer = PrivateAnswer.json(new Reply(true, "Approved", List.of("Takes effect within 60 s")));

        assertThat(answer.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(answer.path("replace_original").asBoolean(true)).isFalse();
        assertThat(answer.path("text").asText()).isEqualTo("✅ Approved\nTakes effect within 60 s");
        assertThat(answer.path("blocks").toString())
                .contains("*✅ Approved*", "Takes effect within 60 s", "\"verbatim\":true");
    }

    @Test
    void aRefusalBearsNoTick() {
        assertThat(PrivateAnswer.json(new Reply(false, "Too late", List.of()))
                        .path("text")
                        .asText())
                .isEqualTo("Too late");
    }

    @Test
    void strangersWordsMentionAndLinkNothing() {
        JsonNode answer = PrivateAnswer.json(
                new Reply(false, "<!channel>", List.of("reason: <@U0BEN> & <https://evil.example|x> @here")));

        assertThat(answer.toString())
                .doesNotContain("<!channel>", "<@U0BEN>", "<https://", "@here")
                .contains("&lt;!channel&gt;", "&amp;");
    }

    @Test
    void peopleAreShownByTheirNames() {
        JsonNode answer = PrivateAnswer.json(
                new Reply(false, "Approved by slack:U0ANA before", List.of("slack:U0BEN ordered it; github:ana not")));

        assertThat(answer.path("text").asText())
                .isEqualTo("Approved by <@U0ANA> before\n<@U0BEN> ordered it; github:ana not");
    }

    @Test
    void slackTakesWhateverThereIsToSay(@org.junit.jupiter.api.io.TempDir Path secrets) {
        try (SlackStandIn slack = SlackStandIn.start(Apis.TOKEN, Clock.systemUTC())) {
            SlackApi api = Apis.of(slack, secrets);
            slack.open("C0");
            Random random = new Random(13);
            for (int i = 0; i < 4; i++) {
                List<String> lines = IntStream.range(0, 40)
                        .mapToObj(n -> random.ints(random.nextInt(2_000), 1, 0x3000)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString())
                        .toList();

                JsonNode answer = PrivateAnswer.json(new Reply(true, "&".repeat(3_000), lines));

                assertThat(answer.path("text").asText()).hasSizeLessThan(4_000);
                slack.clear("C0");
                api.post(
                        "C0",
                        new SlackMessage(answer.path("text").asText(), (com.fasterxml.jackson.databind.node.ArrayNode)
                                answer.path("blocks")),
                        "key" + i);
                assertThat(slack.messages("C0")).hasSize(1);
            }
        }
    }
}
