package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any history of pushes and views, drawn by seed; every tenth history has more members than are told in detail. */
class FoldPropertiesTest {
    private static final String[] REASONS = {
        "HealthCheckFailed", "DependencyNotReady", "BuildFailed", "ArtifactFailed", "Progressing", "SourceNotReady", ""
    };
    private static final char[] COMMITS = {'a', 'b', 'c', 'd'};

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aHistoryIsFoldedOnceAndInAnyOrder(int seed) {
        Random random = new Random(seed);
        Rollouts rollouts = new Rollouts();
        for (int step = 1; step <= 12; step++) {
            Instant now = APush.NOON.plusSeconds(10L * step);
            if (random.nextInt(3) > 0) {
                rollouts.push(push(random, step));
            }
            if (random.nextInt(4) > 0) {
                rollouts.takeUp();
            }
            AView view = view(random, now, seed % 10 == 0 ? 150 : 6);
            List<Rollout> before = rollouts.all();
            List<Rollout> folded = rollouts.fold(view, now).all();

            assertThat(Fold.of(folded, view.live(), now.plusSeconds(500))).isEqualTo(folded);
            assertThat(inAnotherOrder(before, view, now, random)).isEqualTo(byName(folded));
            for (int i = 0; i < before.size(); i++) {
                assertSound(before.get(i), folded.get(i), view);
            }
        }
    }

    /** Two ledgers hear the same; of one of them it is found out now and then whom its rollouts concern. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whomARolloutConcernsDecidesNothingButWhetherAStageIsCalledUnchanged(int seed) {
        Random random = new Random(seed);
        Random lots = new Random(-seed);
        Rollouts blind = new Rollouts();
        Rollouts seeing = new Rollouts();
        for (int step = 1; step <= 12; step++) {
            Instant now = APush.NOON.plusSeconds(10L * step);
            if (random.nextInt(3) > 0) {
                APush push = push(random, step);
                blind.push(push);
                seeing.push(push);
            }
            if (random.nextInt(4) > 0) {
                blind.takeUp();
                seeing.takeUp();
            }
            AView view = view(random, now, 6);
            seeing.replace(rollout -> lots.nextInt(3) > 0
                    ? rollout
                    : rollout.withSpec(rollout.spec().bringing(null, impact(lots))));

            List<Rollout> folded = seeing.fold(view, now).all();

            assertThat(Fold.of(folded, view.live(), now.plusSeconds(500))).isEqualTo(folded);
            assertThat(folded.stream().map(FoldPropertiesTest::blinded).toList())
                    .isEqualTo(blind.fold(view, now).all().stream()
                            .map(FoldPropertiesTest::blinded)
                            .toList());
            folded.stream()
                    .filter(rollout -> rollout.spec().impact() != null && !rollout.awaitsFold())
                    .forEach(rollout -> assertLeftAlone(rollout, view));
        }
    }

    private static Impact impact(Random lots) {
        List<Impact.Touched> touched = IntStream.range(0, 6)
                .filter(i -> lots.nextBoolean())
                .mapToObj(i -> new Impact.Touched("Kustomization", "flux-system", "m" + i, "a path"))
                .toList();
        return switch (lots.nextInt(6)) {
            case 0 -> null;
            case 1 -> new Impact(APush.sha('9'), 6, touched, 2);
            default -> new Impact(APush.sha('9'), 6, touched, null);
        };
    }

    private static void assertLeftAlone(Rollout rollout, AView view) {
        boolean held = view.source()
                .current()
                .filter(rollout.revision().orElseThrow()::sameHashAs)
                .isPresent();
        for (Stage stage : rollout.status().stages()) {
            boolean leftAlone = stage.kind().equals("Kustomization")
                    && rollout.spec().impact().leavesAlone(stage.key());
            if (held) {
                assertThat(stage.phase()).isNotEqualTo(leftAlone ? StagePhase.Succeeded : StagePhase.Unchanged);
            }
        }
    }

    /** As it is where nobody knows whom it concerns. */
    private static Rollout blinded(Rollout rollout) {
        RolloutStatus status = rollout.status();
        if (status == null) {
            return rollout.withSpec(rollout.spec().bringing(null, null));
        }
        List<Stage> stages = status.stages().stream()
                .map(stage -> stage.phase() != StagePhase.Unchanged
                        ? stage
                        : new Stage(
                                stage.kind(),
                                stage.namespace(),
                                stage.name(),
                                StagePhase.Succeeded,
                                stage.message(),
                                stage.since(),
                                stage.until(),
                                stage.canary(),
                                stage.showing()))
                .sorted(Comparator.comparing(Stage::key))
                .toList();
        String summary = status.summary().contains(" ready") ? "so many are ready" : status.summary();
        return rollout.withSpec(rollout.spec().bringing(null, null))
                .withStatus(status.showing(
                        status.phase(),
                        summary,
                        new StageLimit.Picture(StageLimit.counts(stages), stages),
                        status.conditions()));
    }

    private static List<Rollout> inAnotherOrder(List<Rollout> known, AView view, Instant now, Random random) {
        List<Rollout> shuffled = new ArrayList<>(known);
        Collections.shuffle(shuffled, random);
        List<LiveMember> members = new ArrayList<>(view.members());
        Collections.shuffle(members, random);
        return byName(Fold.of(shuffled, view.with(members).live(), now));
    }

    private static List<Rollout> byName(List<Rollout> rollouts) {
        return rollouts.stream()
                .sorted(Comparator.comparing(rollout -> rollout.key().name()))
                .toList();
    }

    private static void assertSound(Rollout before, Rollout after, AView view) {
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.spec()).isEqualTo(before.spec());
        assertThat(after.version()).isEqualTo(before.version());
        if (after.awaitsFold()) {
            assertThat(after).isEqualTo(before);
            return;
        }
        RolloutStatus status = after.status();
        boolean held = view.source()
                .current()
                .filter(after.revision().orElseThrow()::sameHashAs)
                .isPresent();
        boolean sameAttempt = !before.awaitsFold() && before.attempt() == after.attempt();
        if (!held && sameAttempt && (before.phase() == Phase.Superseded || before.phase() == Phase.Succeeded)) {
            assertThat(after.phase()).as("an end is an end").isEqualTo(before.phase());
        }
        if (held) {
            assertThat(after.phase()).isNotIn(Phase.Superseded, Phase.Pending);
            assertThat(RevisionStanding.wasAdopted(after)).isTrue();
        }
        assertThat(after.attempt()).isBetween(before.attempt(), before.attempt() + 1);
        assertThat(status.stages()).hasSizeLessThanOrEqualTo(StageLimit.MAX).doesNotHaveDuplicates();
        assertCounted(status);
        assertThat(status.summary()).isNotBlank();
        assertThat(status.summary().length()).isLessThanOrEqualTo(200);
        switch (after.phase()) {
            case Succeeded -> assertThat(status.summary()).matches("(\\d+)/\\1 ready");
            case Failed -> assertThat(status.summary()).matches("[1-9]\\d*/\\d+ failed: .*");
            case Progressing -> assertThat(status.summary()).matches("\\d+/\\d+ ready(, .* waits for .*)?");
            case Pending -> assertThat(status.summary()).matches("(waiting for|suspended).*");
            default -> assertThat(Conditions.find(status, "Superseded")).isPresent();
        }
    }

    private static void assertCounted(RolloutStatus status) {
        Map<String, Integer> detailed = new HashMap<>();
        for (Stage stage : status.stages()) {
            detailed.merge(stage.phase().name(), 1, Integer::sum);
            assertThat(stage.since()).isNotNull();
            assertThat(stage.until() != null)
                    .isEqualTo(stage.phase() != StagePhase.Suspended
                                    && stage.phase().isDone()
                            || stage.phase() == StagePhase.Failed);
        }
        if (status.stages().size() < StageLimit.MAX) {
            assertThat(status.counts()).isEqualTo(detailed);
        } else {
            detailed.forEach(
                    (phase, count) -> assertThat(status.counts().get(phase)).isGreaterThanOrEqualTo(count));
        }
    }

    private static APush push(Random random, int step) {
        APush push = APush.of(pick(random)).over(pick(random)).at(10L * step - random.nextInt(25));
        return random.nextInt(3) == 0 ? push.byForce() : push;
    }

    private static AView view(Random random, Instant now, int most) {
        if (random.nextInt(25) == 0) {
            return AView.gone();
        }
        AView view = random.nextInt(20) == 0 ? AView.empty() : AView.at(pick(random));
        view = view.storedAt(now.minusSeconds(random.nextInt(30)));
        if (random.nextInt(6) == 0) {
            view = view.failing("GitOperationFailed", "unreachable");
        }
        if (random.nextInt(10) == 0) {
            view = view.suspended();
        }
        if (random.nextInt(10) == 0) {
            view = view.rangeHaving(RequestToken.of(push(random, 3).push()).toString());
        }
        List<LiveMember> members = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            if (random.nextInt(5) > 0) {
                members.add(member(random, i, now).live());
            }
        }
        return view.with(members);
    }

    private static AMember member(Random random, int number, Instant now) {
        AMember member = number % 3 == 2
                ? AMember.release("m" + number, "m" + (number - 1)).changedAt(now.minusSeconds(random.nextInt(40)))
                : AMember.kustomization("m" + number);
        member = random.nextInt(3) > 0 ? member.done(pick(random)) : member;
        member = random.nextInt(3) == 0 ? member.attempted(pick(random)) : member;
        switch (random.nextInt(9)) {
            case 0 -> member = member.failing(REASONS[random.nextInt(REASONS.length)], "because", now);
            case 1, 2 -> member = member.running();
            case 3 -> member = member.suspend();
            case 4 -> member = random.nextInt(3) == 0 ? member.stall() : member.unobserved();
            case 5 -> member = random.nextInt(3) == 0 ? member.delete() : member;
            default -> {}
        }
        return member;
    }

    private static char pick(Random random) {
        return COMMITS[random.nextInt(COMMITS.length)];
    }
}
