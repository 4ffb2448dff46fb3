package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadNewsTest {
    private static final String TIMEOUT = "HealthCheckFailed: timeout";
    private static final String BUILD = "BuildFailed: no such file";

    private ThreadCursor cursor = ThreadCursor.EMPTY;

    @Test
    void aHaltIsToldWithItsMetricAndValue() {
        hear(run(StagePhase.Progressing, null, "Progressing", 30, 3, 0, null));

        assertThat(hear(run(
                        StagePhase.Progressing,
                        "1/5 checks failed, last: success-rate 97.32 < 99",
                        "Progressing",
                        30,
                        3,
                        1,
                        null)))
                .containsExactly(
                        "⚠️ *podinfo.test* halted: 1/5 checks failed, last: success-rate 97.32 &lt; 99, 30%, step 3 of 5");
    }

    @Test
    void aRunThatWasRolledBackIsToldAloudWithItsCauseAndOnce() {
        Drawn back = run(StagePhase.Failed, "rolled back", "Failed", 0, 3, 5, "rolled back: success-rate 97.32 < 99");

        assertThat(hear(back))
                .containsExactly("(!) ❌ *podinfo.test* rolled back: success-rate 97.32 &lt; 99, step 3 of 5");
        assertThat(hear(back)).isEmpty();
    }

    @Test
    void aCauseThatIsFoundOutLaterIsToldWithoutAlarmingAnybodyAgain() {
        hear(run(StagePhase.Failed, null, "Failed", 0, 3, 5, "rolled back; Flagger does not say why"));

        assertThat(hear(run(StagePhase.Failed, null, "Failed", 0, 3, 5, "rolled back: latency 900 > 500")))
                .containsExactly("❌ *podinfo.test* rolled back: latency 900 &gt; 500");
    }

    @Test
    void aWaitOfEachKindIsToldAloudOnceHoweverManyStepsWait() {
        List<String> told = new ArrayList<>();
        for (int step = 1; step <= 5; step++) {
            told.addAll(hear(run(StagePhase.Progressing, null, "Progressing", 10 * step, step, 0, null)));
            told.addAll(hear(run(
                    StagePhase.Waiting,
                    "waits for approval of more traffic",
                    "Progressing",
                    10 * step,
                    step,
                    0,
                    null)));
            told.addAll(hear(run(
                    StagePhase.Waiting,
                    "waits for approval of more traffic",
                    "Progressing",
                    10 * step,
                    step,
                    0,
                    null)));
        }
        told.addAll(hear(run(StagePhase.Waiting, "waits for approval to promote", "WaitingPromotion", 50, 5, 0, null)));

        assertThat(told.stream().filter(line -> line.startsWith("(!)")))
                .containsExactly(
                        "(!) ✋ *podinfo.test* waits for approval of more traffic, 10%, step 1 of 5",
                        "(!) ✋ *podinfo.test* waits for approval to promote, 50%, step 5 of 5");
        assertThat(told.stream().filter(line -> line.contains("✋"))).hasSize(6);
    }

    @Test
    void whoLetItGoOnIsNamed() {
        hear(run(StagePhase.Waiting, "waits for approval to promote", "WaitingPromotion", 50, 5, 0, null));
        Rollout goesOn = approved(
                run(StagePhase.Progressing, null, "Promoting", 50, 5, 0, null).rollout(), "slack:U024BE7LH");

        assertThat(hear(goesOn)).containsExactly("▶️ *podinfo.test* goes on, approved by <@U024BE7LH>, promoting");
        assertThat(hear(goesOn)).isEmpty();
    }

    @Test
    void aStrangeApproverMentionsNobody() {
        hear(run(StagePhase.Waiting, "waits for approval to promote", "WaitingPromotion", 50, 5, 0, null));
        Rollout goesOn = approved(
                run(StagePhase.Progressing, null, "Promoting", 50, 5, 0, null).rollout(), "slack:!channel");

        assertThat(hear(goesOn)).containsExactly("▶️ *podinfo.test* goes on, approved by slack:!channel, promoting");
    }

    @Test
    void whyItWasLetGoOnIsTold() {
        hear(run(StagePhase.Waiting, "waits for approval to promote", "WaitingPromotion", 50, 5, 0, null));

        assertThat(hear(run(StagePhase.Progressing, null, "Promoting", 50, 5, 0, null)
                        .decided(Drawn.decision(Gate.promotion, "slack:U0BEN", "graphs <!channel>"))))
                .containsExactly(
                        "▶️ *podinfo.test* goes on, approved by <@U0BEN>: “graphs &lt;!channel&gt;”, promoting");
    }

    @Test
    void whoLetItGoOnIsNamedEvenIfItIsOverByThen() {
        hear(run(StagePhase.Waiting, "waits for approval to promote", "WaitingPromotion", 50, 5, 0, null));

        assertThat(hear(run(StagePhase.Succeeded, null, "Succeeded", 0, 5, 0, null)
                        .decided(Drawn.decision(Gate.promotion, "slack:U0BEN", null))))
                .singleElement()
                .asString()
                .contains("promoted", "approved by <@U0BEN>");
    }

    @Test
    void whoLetItGoOnIsNamedThoughThereWasNoTimeToSayThatItWaited() {
        hear(run(StagePhase.Progressing, null, "Progressing", 50, 5, 0, null));
        Drawn goesOn = run(StagePhase.Progressing, null, "Promoting", 50, 5, 0, null)
                .decided(used(Gate.promotion, "slack:U0BEN", 0));
        Drawn ended = run(StagePhase.Succeeded, null, "Succeeded", 0, 5, 0, null)
                .decided(used(Gate.promotion, "slack:U0BEN", 0));

        assertThat(hear(goesOn)).containsExactly("▶️ *podinfo.test* goes on, approved by <@U0BEN>, promoting");
        assertThat(hear(goesOn)).isEmpty();
        assertThat(hear(ended)).containsExactly("✅ *podinfo.test* promoted: podinfo 6.5.0 → 6.6.0");
    }

    @Test
    void whoLetItGoOnIsNamedThoughNothingWasSaidBeforeItWasOver() {
        hear(run(StagePhase.Progressing, null, "Progressing", 50, 5, 0, null));
        Drawn ended = run(StagePhase.Succeeded, null, "Succeeded", 0, 5, 0, null)
                .decided(used(Gate.promotion, "slack:U0BEN", 0));

        assertThat(hear(ended))
                .containsExactly("✅ *podinfo.test* promoted: podinfo 6.5.0 → 6.6.0, approved by <@U0BEN>");
        assertThat(hear(ended)).isEmpty();
    }

    @Test
    void eachWhoLetItGoOnIsNamedOnceWhereverTheThreadMissedTheWait() {
        Approval start = used(Gate.rollout, "slack:U0ANA", 0);
        Approval promotion = used(Gate.promotion, "slack:U0BEN", 60);
        hear(run(StagePhase.Waiting, "waits for approval to start", "Waiting", 0, 0, 0, null));

        assertThat(hear(run(StagePhase.Progressing, null, "Progressing", 10, 1, 0, null)
                        .decided(start)))
                .containsExactly("▶️ *podinfo.test* goes on, approved by <@U0ANA>, 10%, step 1 of 5");
        assertThat(hear(run(StagePhase.Progressing, null, "Progressing", 20, 2, 0, null)
                        .decided(start)))
                .containsExactly("🐤 *podinfo.test*, 20%, step 2 of 5");
        assertThat(hear(run(StagePhase.Succeeded, null, "Succeeded", 0, 5, 0, null)
                        .decided(start, promotion)))
                .containsExactly("✅ *podinfo.test* promoted: podinfo 6.5.0 → 6.6.0, approved by <@U0BEN>");
    }

    @Test
    void anOrderThatIsWrittenAsAnApprovalLetsNothingGoOn() {
        Approval order = Drawn.decision(Gate.rollback, "slack:U0EVE", null);
        Approval made = new Approval(
                        order.gate(),
                        order.canary(),
                        order.run(),
                        Approval.Decision.approve,
                        order.by(),
                        order.at(),
                        null,
                        order.until(),
                        null,
                        null,
                        null)
                .usedAt(order.at());

        assertThat(hear(run(StagePhase.Progressing, null, "Progressing", 10, 1, 0, null)
                        .decided(made)))
                .containsExactly(
                        "⏪ *podinfo.test* is to go back, as ordered by <@U0EVE>",
                        "🐤 *podinfo.test*, 10%, step 1 of 5");
    }

    @Test
    void twoWhoLetItGoOnMeanwhileAreBothNamed() {
        hear(run(StagePhase.Waiting, "waits for approval to promote", "WaitingPromotion", 50, 5, 0, null));

        assertThat(hear(run(StagePhase.Progressing, null, "Promoting", 50, 5, 0, null)
                        .decided(used(Gate.promotion, "slack:U0BEN", 60), used(Gate.rollout, "slack:U0ANA", 0))))
                .containsExactly("▶️ *podinfo.test* goes on, approved by <@U0ANA> and by <@U0BEN>, promoting");
    }

    @Test
    void aDecisionThatFlaggerHasNotComeForIsNoReasonToGoOn() {
        hear(run(StagePhase.Progressing, null, "Progressing", 50, 5, 0, null));

        assertThat(hear(run(StagePhase.Progressing, null, "Progressing", 50, 5, 0, null)
                        .decided(Drawn.decision(Gate.promotion, "slack:U0BEN", null))))
                .isEmpty();
    }

    @Test
    void anOrderToGoBackIsToldOnceWithWhoAndWhy() {
        hear(run(StagePhase.Progressing, null, "Progressing", 30, 3, 0, null));
        Drawn ordered = run(StagePhase.Progressing, null, "Progressing", 30, 3, 0, null)
                .decided(Drawn.decision(Gate.rollback, "slack:U0ANA", "errors"));

        assertThat(hear(ordered)).containsExactly("⏪ *podinfo.test* is to go back, as ordered by <@U0ANA>: “errors”");
        assertThat(hear(ordered)).isEmpty();
    }

    @Test
    void aRollbackThatFlaggerCameForNamesWhoOrderedIt() {
        Approval was = Drawn.decision(Gate.rollback, "slack:U0ANA", "errors");
        Approval used = new Approval(
                was.gate(),
                was.canary(),
                was.run(),
                was.decision(),
                was.by(),
                was.at(),
                was.reason(),
                was.until(),
                was.at().plusSeconds(20),
                null,
                null);
        Drawn back = run(StagePhase.Failed, "rolled back", "Failed", 0, 3, 0, "rolled back: by a webhook");

        assertThat(hear(back.decided(used)))
                .containsExactly(
                        "(!) ❌ *podinfo.test* rolled back: by a webhook, step 3 of 5, as ordered by <@U0ANA>: “errors”");
    }

    @Test
    void aFailureThatNobodyOrderedIsNobodysFault() {
        Drawn back = run(StagePhase.Failed, "rolled back", "Failed", 0, 3, 5, "rolled back: success-rate 97.32 < 99");

        assertThat(hear(back.decided(Drawn.decision(Gate.rollback, "slack:U0ANA", "errors"))))
                .containsExactly("(!) ❌ *podinfo.test* rolled back: success-rate 97.32 &lt; 99, step 3 of 5");
    }

    @Test
    void theEndOfARunIsToldWithItsImages() {
        hear(run(StagePhase.Progressing, null, "Progressing", 50, 5, 0, null));

        assertThat(hear(run(StagePhase.Succeeded, null, "Succeeded", 0, 5, 0, null)))
                .containsExactly("✅ *podinfo.test* promoted: podinfo 6.5.0 → 6.6.0");
    }

    @Test
    void aRestartIsARunOfItsOwn() {
        hear(run(StagePhase.Failed, null, "Failed", 0, 3, 5, "rolled back: latency"));
        Stage first = run(StagePhase.Failed, null, "Failed", 0, 3, 5, "rolled back: latency")
                .rollout()
                .status()
                .stages()
                .get(0);

        assertThat(hear(Drawn.in(Phase.Failed, "failed")
                        .with(first)
                        .with(Drawn.canary(
                                StagePhase.Failed,
                                "podinfo",
                                null,
                                Drawn.ofRun("0b9d8f1e-4", Drawn.progress("Failed", 0, 1, 5, "rolled back: latency"))))))
                .containsExactly("(!) ❌ *podinfo.test* rolled back: latency, step 1 of 5");
    }

    @Test
    void aFailureIsToldAloudAndItsRecoveryQuietlyAndEachOnce() {
        assertThat(hear(cart(TIMEOUT))).containsExactly("(!) ❌ *apps/cart* HealthCheckFailed: timeout");
        assertThat(hear(cart(TIMEOUT))).isEmpty();
        assertThat(hear(cart(null))).containsExactly("✅ *apps/cart* is ready after all");
        assertThat(hear(cart(null))).isEmpty();
    }

    @Test
    void thatAStageIsReadyWhichNeverFailedIsNotWorthAWord() {
        assertThat(hear(cart(null))).isEmpty();
    }

    @Test
    void aFailureThatComesAndGoesForEverIsToldThreeTimesAndAloudOnce() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            told.addAll(hear(cart(TIMEOUT)));
            told.addAll(hear(cart(null)));
        }

        assertThat(told).hasSize(6);
        assertThat(told.get(0)).startsWith("(!) ❌").doesNotContain("times");
        assertThat(told.get(2)).startsWith("❌").endsWith(" timeout (2 times by now)");
        assertThat(told.get(4))
                .contains(" timeout (3 times by now)")
                .endsWith("_(what comes next is shown in the message only)_");
    }

    @Test
    void twoCausesThatTakeTurnsAreEachToldAloudOnce() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            told.addAll(hear(cart(TIMEOUT)));
            told.addAll(hear(cart(BUILD)));
        }

        assertThat(told).hasSize(3);
        assertThat(told.stream().filter(line -> line.startsWith("(!)"))).hasSize(2);
    }

    @Test
    void failedStagesThatAreOnlyCountedWhenAllIsWellAreToldTogether() {
        hear(Drawn.in(Phase.Failed, "failed")
                .with(Drawn.stage(StagePhase.Failed, "apps", "cart", TIMEOUT))
                .with(Drawn.stage(StagePhase.Failed, "apps", "search", TIMEOUT)));
        Drawn folded = Drawn.in(Phase.Succeeded, "1000/1000 ready").with(StagePhase.Succeeded, "gitops");

        assertThat(hear(folded)).containsExactly("✅ 2 more that had failed are ready after all");
        assertThat(hear(folded)).isEmpty();
    }

    @Test
    void anOvertakenFailureHasNotRecovered() {
        hear(cart(TIMEOUT));

        assertThat(hear(Drawn.in(Phase.Superseded, "overtaken")
                        .with(Drawn.stage(StagePhase.Superseded, "apps", "cart", null))))
                .isEmpty();
    }

    @Test
    void aSourceThatCannotBeFetchedIsToldOnceAndItsRecoveryToo() {
        Drawn stuck = Drawn.in(Phase.Succeeded, "1/1 ready")
                .condition("SourceReady", "False", "GitOperationFailed", "authentication required")
                .with(StagePhase.Succeeded, "gitops");

        assertThat(hear(stuck)).containsExactly("(!) ❌ authentication required");
        assertThat(hear(stuck)).isEmpty();
        assertThat(hear(Drawn.in(Phase.Succeeded, "1/1 ready").with(StagePhase.Succeeded, "gitops")))
                .containsExactly("✅ Flux can fetch the source again");
    }

    @Test
    void strangersWordsMentionAndFormatNothing() {
        assertThat(hear(cart("<!channel> *now* & `rm`")))
                .containsExactly("(!) ❌ *apps/cart* &lt;!channel&gt; \u200B*now\u200B* &amp; 'rm'");
    }

    @Test
    void aThousandFailuresAreAFewLinesAndACursorOfTwoKilobytes() {
        Drawn drawn = Drawn.in(Phase.Failed, "failed");
        IntStream.range(0, 100)
                .forEach(i -> drawn.with(Drawn.stage(StagePhase.Failed, "apps", "app-" + i, "why ".repeat(200))));

        ThreadNews news = ThreadNews.since(cursor, drawn.rollout());
        SlackMessage message = ThreadMessage.of(news, new LivingMessage(drawn.rollout(), "prod-eu", Drawn.LINK, false));

        assertThat(news.next().toString().length()).isLessThan(2_000);
        assertThat(message.text().length()).isLessThan(SlackMessage.MAX_TEXT);
        assertThat(message.text()).contains("more");
        assertThat(ThreadNews.since(news.next(), drawn.rollout()).tellings()).isEmpty();
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 50).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsEverToldTwiceInARowAndTheCursorStaysSmallWhateverHappens(int seed) {
        Random random = new Random(seed);
        Map<String, Integer> loud = new HashMap<>();
        int lists = 0;
        for (int turn = 0; turn < 60; turn++) {
            Rollout rollout = anything(random).rollout();
            for (int i = 0; i < 3; i++) {
                ThreadNews news = ThreadNews.since(cursor, rollout);
                news.tellings().stream()
                        .filter(Telling::loud)
                        .forEach(telling -> loud.merge(telling.name(), 1, Integer::sum));
                lists += (int) news.tellings().stream().filter(Telling::list).count();
                cursor = ThreadCursor.read(news.next().toString());
                assertThat(cursor).hasToString(news.next().toString());
            }
            assertThat(ThreadNews.since(cursor, rollout).tellings()).isEmpty();
            assertThat(cursor.toString().length()).isLessThan(2_000);
        }
        assertThat(loud.values()).allMatch(times -> times <= Told.MOST);
        assertThat(lists).as("lists of commits").isEqualTo(1);
    }

    private static Drawn anything(Random random) {
        Phase[] phases = {Phase.Progressing, Phase.Failed, Phase.Succeeded, Phase.Waiting};
        Drawn drawn = Drawn.in(phases[random.nextInt(phases.length)], "something");
        for (int i = 0; i < 8; i++) {
            StagePhase in = StagePhase.values()[random.nextInt(StagePhase.values().length)];
            if (random.nextInt(5) > 0) {
                drawn.with(Drawn.stage(
                        in, "apps", "app-" + i, random.nextBoolean() ? "cause " + random.nextInt(5) : null));
            }
        }
        for (int i = 0; i < 3; i++) {
            StagePhase in = StagePhase.values()[random.nextInt(StagePhase.values().length)];
            drawn.with(Drawn.canary(
                    in,
                    i == 0 ? "podinfo" : "canary-" + i,
                    "waits for " + random.nextInt(3),
                    Drawn.progress("Progressing", random.nextInt(100), random.nextInt(6), random.nextInt(5), null)));
        }
        for (Gate gate : Gate.values()) {
            if (gate != Gate.rollback && random.nextBoolean()) {
                drawn.decided(used(gate, "slack:U0" + random.nextInt(3), random.nextInt(100)));
            }
        }
        return random.nextInt(3) == 0
                ? drawn
                : drawn.bringing(Drawn.commits(Changes.Way.forward, 3 + random.nextInt(9), 3), null);
    }

    private List<String> hear(Drawn drawn) {
        return hear(drawn.rollout());
    }

    /** Everything that is told now, in as many replies as it takes; what the channel hears too begins with {@code (!)}. */
    private List<String> hear(Rollout rollout) {
        List<String> told = new ArrayList<>();
        for (ThreadNews news = ThreadNews.since(cursor, rollout);
                !news.tellings().isEmpty();
                news = ThreadNews.since(cursor, rollout)) {
            news.tellings().forEach(telling -> told.add((telling.loud() ? "(!) " : "") + telling.words()));
            cursor = ThreadCursor.read(news.next().toString());
        }
        return told;
    }

    private static Drawn cart(String why) {
        return Drawn.in(why == null ? Phase.Progressing : Phase.Failed, "as it is")
                .with(Drawn.stage(why == null ? StagePhase.Succeeded : StagePhase.Failed, "apps", "cart", why));
    }

    private static Drawn run(
            StagePhase phase, String message, String flagger, int weight, int step, int failed, String cause) {
        return Drawn.in(Phase.Progressing, "on its way")
                .with(Drawn.canary(phase, "podinfo", message, Drawn.progress(flagger, weight, step, failed, cause)));
    }

    /** A decision so many seconds later than others, which Flagger came for. */
    private static Approval used(Gate gate, String by, int later) {
        Approval was = Drawn.decision(gate, by, null);
        return new Approval(
                        was.gate(),
                        was.canary(),
                        was.run(),
                        was.decision(),
                        was.by(),
                        was.at().plusSeconds(later),
                        was.reason(),
                        was.until(),
                        null,
                        null,
                        null)
                .usedAt(was.at().plusSeconds(later + 20));
    }

    private static Rollout approved(Rollout rollout, String by) {
        RolloutStatus was = rollout.status();
        Approval approval = new Approval(
                Gate.promotion,
                "test/podinfo",
                "0b9d8f1e-3",
                Approval.Decision.approve,
                by,
                Drawn.NOON,
                null,
                null,
                null,
                null,
                null);
        return rollout.withStatus(new RolloutStatus(
                was.attempt(),
                was.request(),
                was.revision(),
                was.phase(),
                was.summary(),
                was.counts(),
                was.stages(),
                List.of(approval),
                was.outlets(),
                was.conditions()));
    }
}
