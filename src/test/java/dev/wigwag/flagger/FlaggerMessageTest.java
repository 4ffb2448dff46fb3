package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class FlaggerMessageTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("messages")
    void everyMessageIsUnderstoodAsWhatItIs(MessageKind kind, String text, String parts, String words) {
        FlaggerMessage message = FlaggerMessage.of(text);

        assertThat(message.kind()).isEqualTo(kind);
        assertThat(message.text()).isEqualTo(text.strip());
        assertThat(message.parts().entrySet().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(parts);
        assertThat(message.inWords()).isEqualTo(words == null ? text : words);
    }

    static Stream<Arguments> messages() {
        return Stream.of(FlaggerMessages.FLOW, FlaggerMessages.CHECKS, FlaggerMessages.PODS)
                .flatMap(table -> table.lines().filter(line -> !line.isBlank()))
                .map(line -> line.replace("\\n", "\n").split(" +\\| *", -1))
                .map(row -> arguments(MessageKind.valueOf(row[0]), row[1], row[2], row.length > 3 ? row[3] : null));
    }

    @Test
    void noKindIsWithoutItsRow() {
        assertThat(messages().map(row -> (MessageKind) row.get()[0]).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(MessageKind.class))
                .hasSize(47);
    }

    @Test
    void numbersAreReadAsNumbers() {
        FlaggerMessage iteration = FlaggerMessage.of("Advance podinfo.test canary iteration 3/10");

        assertThat(iteration.iteration()).hasValue(3);
        assertThat(iteration.iterations()).hasValue(10);
        assertThat(iteration.weight()).isEmpty();
        assertThat(FlaggerMessage.of("Advance podinfo.test canary weight 0").weight())
                .hasValue(0);
        assertThat(FlaggerMessage.of("Rolling back podinfo.test failed checks threshold reached 5")
                        .failedChecks())
                .hasValue(5);
        assertThat(FlaggerMessage.of("Advance podinfo.test canary weight 99999999999999")
                        .kind())
                .isEqualTo(MessageKind.Note);
    }

    @Test
    void aBuiltinMetricHasItsUnit() {
        FlaggerMessage rate = FlaggerMessage.of("Halt podinfo.test advancement success rate 97.32% < 99%");

        assertThat(rate.metric()).isEqualTo("success rate");
        assertThat(rate.value()).isEqualTo("97.32%");
        assertThat(rate.limit()).isEqualTo("99%");
        assertThat(rate.comparison()).isEqualTo("<");
    }

    @Test
    void pitfall17WhatComesAtEveryTickIsNoise() {
        assertThat(kindsWhere(FlaggerMessage::isNoise))
                .containsExactlyInAnyOrder(
                        MessageKind.PrimaryNotReady,
                        MessageKind.CanaryNotReady,
                        MessageKind.WaitingForTrafficIncrease,
                        MessageKind.RollbackNotSignaled,
                        MessageKind.Suspended);
    }

    @Test
    void pitfall07OnlyTheMessagesBeforeTheRunBearTheChecksumOfAnother() {
        assertThat(kindsWhere(message -> !message.bearsChecksumOfRun()))
                .containsExactlyInAnyOrder(
                        MessageKind.WaitingForApproval,
                        MessageKind.ConfirmRolloutPassed,
                        MessageKind.NewRevision,
                        MessageKind.RestartingAnalysis);
    }

    @Test
    void pitfall27AFailedPromotionEndsTheRunAsARollbackDoes() {
        assertThat(kindsWhere(FlaggerMessage::endsRun))
                .containsExactlyInAnyOrder(
                        MessageKind.PromotionCompleted,
                        MessageKind.AnalysisSkipped,
                        MessageKind.CanaryFailed,
                        MessageKind.PromotionFailed);
        assertThat(kindsWhere(FlaggerMessage::startsRun)).containsExactly(MessageKind.NewRevision);
        assertThat(kindsWhere(FlaggerMessage::restartsRun)).containsExactly(MessageKind.RestartingAnalysis);
    }

    @Test
    void tenKindsCountToTheThreshold() {
        assertThat(kindsWhere(FlaggerMessage::isFailedCheck))
                .hasSize(10)
                .contains(MessageKind.PreRolloutFailed, MessageKind.MetricClientError)
                .doesNotContain(
                        MessageKind.CanaryNotReady, MessageKind.WaitingForPromotion, MessageKind.PostRolloutFailed);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "Starting canary deployment for podinfo.test",
                "Waiting for podinfo.test rollout to finish: 0 of 2 updated replicas are available",
                "Halt podinfo.test advancement success-rate",
                "xAdvance podinfo.test canary weight 20",
                "Advance podinfo.test canary weight 20%",
                "Advance podinfo canary weight 20",
                "advance podinfo.test canary weight 20"
            })
    void whatFlaggerDidNotSaySoIsANote(String text) {
        FlaggerMessage message = FlaggerMessage.of(text);

        assertThat(message.kind()).isEqualTo(MessageKind.Note);
        assertThat(message.text()).isEqualTo(text == null ? "" : text);
        assertThat(message.parts()).isEmpty();
    }

    @Test
    void noKeyOfAHookGetsIntoWordsOrParts() {
        FlaggerMessage message = FlaggerMessage.of(
                "Halt podinfo.test advancement external check load failed POST "
                        + "http://me:hunter2@load.test/hunter2 giving up after 1 attempt(s): Post \"http://me:***@load.test/hunter2\": EOF");

        assertThat(message.toString()).doesNotContain("hunter2").contains("http://load.test/…");
        assertThat(message.inWords()).startsWith("load failed: POST http://load.test/… giving up after 1 attempt(s)");
    }

    @Test
    void aMessageOfAnyLengthIsCut() {
        FlaggerMessage message = FlaggerMessage.of(
                "Halt podinfo.test advancement external check load failed " + "very ".repeat(1_000_000) + "long");

        assertThat(message.kind()).isEqualTo(MessageKind.ExternalCheckFailed);
        assertThat(message.text().length()).isLessThanOrEqualTo(FlaggerText.MAX);
        assertThat(message.inWords().length()).isLessThan(400);
    }

    @Test
    void whateverIsDoneToAMessageItIsUnderstoodAsSomething() {
        Random random = new Random(47);
        String[] texts = messages().map(row -> (String) row.get()[1]).toArray(String[]::new);
        for (int i = 0; i < 20_000; i++) {
            String one = texts[random.nextInt(texts.length)];
            String other = texts[random.nextInt(texts.length)];
            FlaggerMessage message = FlaggerMessage.of(one.substring(0, random.nextInt(one.length() + 1))
                    + noise(random)
                    + other.substring(random.nextInt(other.length() + 1)));

            assertThat(message.inWords()).doesNotContain("\n", "null");
            assertThat(message.inWords().length()).isLessThan(1_500);
        }
    }

    /** Eight times the length may take eight times as long, not sixty-four; what is quadratic takes minutes here. */
    @Test
    void noPatternDwellsOnAMessage() {
        Set<String> teasers = Set.of(
                "Halt a.b advancement " + "1 < 2 ".repeat(20_000) + "x",
                "Halt a.b advancement " + "1".repeat(100_000),
                "Halt " + "a.".repeat(60_000) + " advancement 1",
                "Halt advancement no values found for p metric " + "probably a.b ".repeat(10_000),
                "a-primary.".repeat(10_000) + " not ready",
                "Post-rollout hook " + " failed".repeat(20_000) + "x",
                "Rollback hook " + " not signaling a rollback".repeat(5_000) + " ",
                "Prometheus query failed for " + ":".repeat(100_000),
                "Metric template " + "secret ".repeat(20_000));

        assertThat(teasers).allSatisfy(teaser -> {
            long start = System.nanoTime();
            for (MessageKind kind : MessageKind.values()) {
                kind.read(teaser);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        });
    }

    private static String noise(Random random) {
        String signs = "a.: \n<>%/\u202e\ud83d1-\"{$\\";
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            noise.append(signs.charAt(random.nextInt(signs.length())));
        }
        return noise.toString();
    }

    private static Set<MessageKind> kindsWhere(Predicate<FlaggerMessage> property) {
        return messages()
                .map(row -> FlaggerMessage.of((String) row.get()[1]))
                .filter(property)
                .map(FlaggerMessage::kind)
                .collect(Collectors.toSet());
    }
}
