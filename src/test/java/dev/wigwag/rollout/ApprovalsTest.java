package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalsTest {
    private static final Instant NOW = AView.NOW;
    private static final LiveCanary LIVE =
            ACanary.idle().changed("t2", 0).progressing(5).live();

    @Test
    void aDecisionHoldsUntilItLapsesAndOnceUsedForGood() {
        Approval fresh = on(1, Gate.promotion, 0);

        assertThat(fresh.holdsAt(NOW)).isTrue();
        assertThat(fresh.holdsAt(fresh.until().minusSeconds(1))).isTrue();
        assertThat(fresh.holdsAt(fresh.until())).isFalse();
        assertThat(fresh.usedAt(NOW).holdsAt(fresh.until().plusSeconds(1_000_000)))
                .isTrue();
    }

    @Test
    void whatNeverLapsesBySomebodysHandIsNoDecision() {
        Approval forged = new Approval(
                Gate.promotion,
                "test/podinfo",
                run(1),
                Approval.Decision.approve,
                "x",
                NOW,
                null,
                null,
                null,
                null,
                null);

        assertThat(Approvals.live(open(1, forged), Gate.promotion, NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onlyADecisionOnThisGateOfThisRunOfThisCanaryCounts(Gate gate) {
        Approval right = on(1, gate, 0);
        Approval ofAnotherRun = on(2, gate, 0);
        Approval ofAnotherCanary = with(right, "test/other", right.decision(), right.checksum());
        Approval wrongWay = with(
                right,
                right.canary(),
                gate == Gate.rollback ? Approval.Decision.approve : Approval.Decision.rollback,
                right.checksum());

        assertThat(Approvals.live(open(1, ofAnotherRun, ofAnotherCanary, wrongWay), gate, NOW))
                .isEmpty();
        Optional<Approval> live = Approvals.live(open(1, ofAnotherRun, right, wrongWay), gate, NOW);
        assertThat(live).isEqualTo(gate == Gate.rollout ? Optional.empty() : Optional.of(right));
    }

    @ParameterizedTest
    @CsvSource({"t2, true", "t3, false"})
    void whatWasDecidedBeforeTheRunHoldsForTheTemplateOfThen(String template, boolean holds) {
        for (Gate gate : Gate.values()) {
            Approval early = early(gate, template);

            assertThat(Approvals.live(open(1, early), gate, NOW).isPresent()).isEqualTo(holds);
        }
    }

    @Test
    void aDecisionOnAnotherChecksumCountsNothing() {
        Approval other = with(on(1, Gate.promotion, 0), "test/podinfo", Approval.Decision.approve, "59c4d7f8b6");

        assertThat(Approvals.live(open(1, other), Gate.promotion, NOW)).isEmpty();
    }

    @Test
    void whatIsUsedIsWrittenOnThatDecisionAlone() {
        Approval traffic = on(1, Gate.traffic, 0);
        Approval promotion = on(1, Gate.promotion, 0);

        Rollout used = Approvals.used(rollout(List.of(1), List.of(traffic, promotion)), promotion, NOW);

        assertThat(used.status().approvals()).containsExactly(traffic, promotion.usedAt(NOW));
    }

    @Test
    void decisionsOnRunsThatNobodyRemembersAreForgotten() {
        Approval kept = on(1, Gate.traffic, 0);
        Rollout rollout = rollout(List.of(1), List.of(kept, on(7, Gate.traffic, 0)));

        Rollout without = Approvals.withoutForgotten(rollout);

        assertThat(without.status().approvals()).containsExactly(kept);
        assertThat(Approvals.withoutForgotten(without)).isSameAs(without);
    }

    @Test
    void ofTooManyThoseGoFirstThatOpenNothingAnyMore() {
        List<Approval> all = new ArrayList<>();
        Approval oldestButLive = on(1, Gate.promotion, 0);
        all.add(oldestButLive);
        for (int i = 1; i < Approvals.MOST; i++) {
            all.add(on(1, Gate.traffic, i));
        }
        Approval next = on(1, Gate.rollback, Approvals.MOST);

        List<Approval> kept =
                Approvals.with(rollout(List.of(1), all), next).status().approvals();

        assertThat(kept).hasSize(Approvals.MOST).contains(oldestButLive, next).doesNotContain(all.get(1));
    }

    private static String run(int number) {
        return ACanary.UID + "-" + number;
    }

    private static Approval on(int run, Gate gate, int seconds) {
        Instant at = NOW.plusSeconds(seconds);
        return new Approval(
                gate,
                "test/podinfo",
                run(run),
                Approval.Decision.on(gate),
                "slack:U1",
                at,
                null,
                at.plusSeconds(3600),
                null,
                null,
                null);
    }

    private static Approval early(Gate gate, String template) {
        Approval one = on(1, gate, 0);
        return new Approval(
                gate,
                one.canary(),
                one.run(),
                one.decision(),
                one.by(),
                one.at(),
                null,
                one.until(),
                null,
                null,
                template);
    }

    private static Approval with(Approval one, String canary, Approval.Decision decision, String checksum) {
        return new Approval(
                one.gate(),
                canary,
                one.run(),
                decision,
                one.by(),
                one.at(),
                null,
                one.until(),
                null,
                checksum,
                one.template());
    }

    private static OpenRun open(int number, Approval... approvals) {
        Rollout rollout = rollout(List.of(number), List.of(approvals));
        return new OpenRun(LIVE, rollout, rollout.status().stages().get(0));
    }

    private static Rollout rollout(List<Integer> runs, List<Approval> approvals) {
        List<Stage> stages = runs.stream()
                .map(number -> new Stage(
                        "Canary",
                        "test",
                        "podinfo",
                        StagePhase.Progressing,
                        null,
                        NOW,
                        null,
                        CanaryProgress.ofRun(
                                new RunId(ACanary.UID, number),
                                Attribution.certain,
                                new RunMarks(NOW, NOW, NOW, "v2", "c1", "t2")),
                        null))
                .toList();
        return new Rollout(
                new RolloutKey("flux-system", "gitops-1"),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        "main@sha1:" + "a".repeat(40),
                        null,
                        null,
                        null),
                new RolloutStatus(
                        1, null, null, Phase.Progressing, "", Map.of(), stages, approvals, List.of(), List.of()),
                "1");
    }
}
