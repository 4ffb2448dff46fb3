package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever strangers write, the message stays within Slack's limits and says nothing in their name. */
class RolloutMessageFuzzTest {
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>");
    private static final List<String> FLAGGER =
            List.of("Waiting", "Progressing", "WaitingPromotion", "Promoting", "Succeeded", "Failed");
    private static final List<String> PIECES = List.of(
            "<!channel>",
            "<!everyone>",
            "<@U0ANA>",
            "@here",
            "```",
            "`",
            "*",
            "_",
            "~",
            "&",
            "&amp;",
            "<",
            ">",
            "|",
            "\"",
            "\\",
            "😀",
            "👩‍👩‍👧",
            "é",
            "\u202E",
            "\u2066",
            "שלום",
            "مرحبا",
            "\uD83D",
            "\n",
            "\r\n",
            "\t",
            "\u0000",
            " ",
            "a",
            "word ",
            "x".repeat(300),
            "\u2028",
            "\u200B",
            "<https://evil.example|ok>",
            "{",
            "}",
            "^");

    @TempDir
    Path secrets;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyLimitHoldsAndNothingIsMentionedOrLinkedThatIsNotOurs(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            SlackMessage message = message(random);

            assertThat(message.text().length()).isBetween(1, SlackMessage.MAX_TEXT);
            assertThat(message.blocks().size()).isBetween(3, 50);
            assertThat(message.blocks().toString().length()).isLessThanOrEqualTo(11_000);
            Set<String> markup = new HashSet<>();
            collect(message.text(), markup);
            message.blocks()
                    .findParents("verbatim")
                    .forEach(text -> collect(text.path("text").asText(), markup));
            assertThat(markup).isNotEmpty().allMatch(RolloutMessageFuzzTest::isOurs);
            assertThat(message.text()).doesNotContain("@here", "@channel", "\n", "\u202E");
        }
    }

    @Test
    void slackTakesAnyOfThem() {
        Random random = new Random(99);
        try (SlackStandIn slack = SlackStandIn.start("xoxb-test-token", Clock.fixed(Drawn.NOON, ZoneOffset.UTC))) {
            slack.open("C1");
            SlackApi api = Apis.of(slack, secrets);
            Posted posted = api.post("C1", message(random), "key");
            for (int i = 0; i < 100; i++) {
                SlackMessage message = message(random);
                api.update(posted, message);
                JsonNode stored = slack.messages("C1").get(0);
                assertThat(stored.path("text").asText()).isEqualTo(message.text());
                assertThat(stored.path("blocks")).isEqualTo(message.blocks());
            }
        }
    }

    private static void collect(String text, Set<String> markup) {
        Matcher found = MARKUP.matcher(text);
        while (found.find()) {
            markup.add(found.group());
        }
    }

    private static boolean isOurs(String markup) {
        return markup.startsWith("<https://github.com/jasonmorgan/linkerd-demos/commit/" + Drawn.SHA + "|")
                || markup.matches(
                        "<https://github.com/jasonmorgan/linkerd-demos/compare/[0-9a-f]{40}\\.\\.\\.[0-9a-f]{40}\\|[^>]*>")
                || markup.startsWith("<https://wigwag.example.org/")
                || markup.equals("<@U0BEN>")
                || markup.matches("<!date\\^[0-9]+\\^\\{date_short_pretty} \\{time}\\|[-0-9: ]+UTC>");
    }

    private static SlackMessage message(Random random) {
        Phase phase = Phase.values()[random.nextInt(Phase.values().length)];
        Drawn drawn = Drawn.in(phase, text(random, 300))
                .commit(text(random, random.nextInt(10) == 0 ? 65_000 : 400), text(random, 300))
                .source(text(random, 60) + "s")
                .attempt(1 + random.nextInt(3))
                .bringing(random.nextBoolean() ? null : changes(random), random.nextBoolean() ? null : impact(random));
        int stages = random.nextInt(4) == 0 ? 100 : random.nextInt(20);
        for (int i = 0; i < stages; i++) {
            drawn.with(Drawn.stage(any(random), text(random, 60) + "n", text(random, 250) + i, text(random, 200)));
        }
        int canaries = random.nextInt(21);
        for (int i = 0; i < canaries; i++) {
            String name = random.nextBoolean() ? "podinfo-" + i : text(random, 60) + i;
            drawn.with(Drawn.canary(
                    any(random),
                    name,
                    random.nextBoolean() ? null : text(random, 300),
                    Drawn.asking(
                            Drawn.progress(
                                    FLAGGER.get(random.nextInt(FLAGGER.size())),
                                    random.nextInt(101),
                                    random.nextBoolean() ? null : 3,
                                    random.nextInt(6),
                                    random.nextBoolean() ? null : text(random, 500)),
                            Gate.values())));
            if (random.nextInt(3) == 0) {
                drawn.decided(decision(random, name));
            }
        }
        return random.nextBoolean() ? drawn.message() : drawn.withButtons().message();
    }

    private static Changes changes(Random random) {
        return new Changes(
                random.nextBoolean() ? text(random, 200) : "main@sha1:" + Drawn.BEFORE,
                any(random, Changes.Told.values()),
                any(random, Changes.Way.values()),
                random.nextInt(1_001),
                random.nextBoolean(),
                random.nextInt(5),
                List.of(new ListedCommit(Drawn.SHA, text(random, 300), text(random, 300), random.nextInt(9))),
                random.nextBoolean() ? null : new Changes.Earlier(text(random, 200), Drawn.NOON),
                List.of(new Changes.OfCanary("test/podinfo-0", text(random, 200), random.nextInt(9))));
    }

    private static Impact impact(Random random) {
        List<Impact.Touched> touched = IntStream.range(0, random.nextInt(101))
                .mapToObj(i -> new Impact.Touched(
                        "Kustomization", text(random, 63) + "s", text(random, 253) + "n", text(random, 200)))
                .toList();
        return new Impact(Drawn.BEFORE, 5_000, touched, random.nextBoolean() ? null : 900);
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static Approval decision(Random random, String canary) {
        Gate gate = Gate.values()[random.nextInt(4)];
        String by = random.nextBoolean() ? "slack:U0BEN" : text(random, 40);
        Approval was = Drawn.decision(gate, by, random.nextBoolean() ? null : text(random, 400));
        return new Approval(
                gate,
                "test/" + canary,
                was.run(),
                was.decision(),
                by,
                was.at(),
                was.reason(),
                was.until(),
                null,
                null,
                null);
    }

    private static StagePhase any(Random random) {
        return StagePhase.values()[random.nextInt(StagePhase.values().length)];
    }

    private static String text(Random random, int max) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(max);
        while (text.length() < length) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.substring(0, Math.min(text.length(), length));
    }
}
