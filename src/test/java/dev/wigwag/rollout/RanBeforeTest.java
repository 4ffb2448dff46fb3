package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RanBeforeTest {
    private static final ObjectKey PODINFO = new ObjectKey("Canary", "test", "podinfo");
    private static final ObjectKey OTHER = new ObjectKey("Canary", "test", "other");

    private final Rollout first = rollout('a', 0, Phase.Succeeded, canary(PODINFO, StagePhase.Succeeded));
    private final Rollout second = rollout('b', 60, Phase.Succeeded, canary(PODINFO, StagePhase.Unchanged));
    private final Rollout failed = rollout('c', 120, Phase.Failed, canary(PODINFO, StagePhase.Succeeded));
    private final Rollout open = rollout('d', 180, Phase.Progressing, canary(PODINFO, StagePhase.Progressing));

    @Test
    void theLastThatSucceededRanBefore() {
        assertThat(RanBefore.of(open, List.of(second, first, failed, open))).contains(second);
        assertThat(RanBefore.of(second, List.of(second, first, failed, open))).contains(first);
        assertThat(RanBefore.of(first, List.of(second, first, failed, open))).isEmpty();
    }

    @Test
    void beforeOneThatFluxHasNotTakenUpEveryOtherRan() {
        Rollout pending = new Rollout(open.key(), open.spec(), null, null);

        assertThat(RanBefore.of(pending, List.of(first, second, pending))).contains(second);
    }

    @Test
    void anotherSourcesRolloutsRanElsewhere() {
        Rollout elsewhere = new Rollout(
                second.key(),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "apps"),
                        second.spec().revision(),
                        null,
                        second.spec().commit(),
                        null),
                second.status(),
                null);

        assertThat(RanBefore.of(open, List.of(elsewhere, first))).contains(first);
    }

    @Test
    void oneWithoutACommitCannotBeComparedWith() {
        Rollout artifact = second.withSpec(new RolloutSpec(second.spec().source(), "latest", null, null, null));

        assertThat(RanBefore.of(open, List.of(artifact, first))).contains(first);
    }

    @Test
    void aCanaryThatWasPromotedByARolloutThatFailedRunsWhatThatBrought() {
        assertThat(RanBefore.byCanary(open, List.of(first, second, failed, open)))
                .isEqualTo(Map.of(PODINFO, failed));
    }

    @Test
    void aCanaryOfWhichTheLastRolloutWasThePromotionNeedsNoWordOfItsOwn() {
        assertThat(RanBefore.byCanary(open, List.of(first, second, open))).isEmpty();
    }

    @Test
    void aRunThatWasRolledBackOrThatNoCommitStartedPromotesNothing() {
        Rollout back = rollout('c', 120, Phase.Failed, canary(PODINFO, StagePhase.Failed));
        Rollout restart = rollout('c', 120, Phase.Failed, incidental(PODINFO));
        Rollout another = rollout('c', 120, Phase.Failed, canary(OTHER, StagePhase.Succeeded));

        for (Rollout between : List.of(back, restart, another)) {
            assertThat(RanBefore.byCanary(open, List.of(first, second, between, open)))
                    .isEmpty();
        }
    }

    @Test
    void whatWasLiveWasSoUntilTheNextWasTakenUp() {
        assertThat(RanBefore.earlier(open, List.of(open, failed, second, first)))
                .isEqualTo(Map.of(
                        APush.sha('a'),
                        new Changes.Earlier(first.spec().revision(), at(60)),
                        APush.sha('b'),
                        new Changes.Earlier(second.spec().revision(), at(120))));
    }

    private static Rollout rollout(char commit, long takenUp, Phase phase, Stage... canaries) {
        ObjectKey source = AView.SOURCE;
        Stage held = new Stage(
                source.kind(),
                source.namespace(),
                source.name(),
                StagePhase.Succeeded,
                null,
                at(takenUp),
                at(takenUp),
                null);
        List<Stage> stages = Stream.concat(Stream.of(held), Stream.of(canaries)).toList();
        return new Rollout(
                new RolloutKey("flux-system", "gitops-" + commit),
                new RolloutSpec(
                        new RolloutSpec.Source(source.kind(), source.name()),
                        "main@sha1:" + APush.sha(commit),
                        null,
                        Commit.found(APush.sha(commit)),
                        null),
                new RolloutStatus(
                        1, null, "main@" + commit, phase, "", Map.of(), stages, List.of(), List.of(), List.of()),
                null);
    }

    private static Stage canary(ObjectKey key, StagePhase phase) {
        return stage(key, phase, CanaryProgress.Attribution.certain);
    }

    private static Stage incidental(ObjectKey key) {
        return stage(key, StagePhase.Succeeded, CanaryProgress.Attribution.none);
    }

    private static Stage stage(ObjectKey key, StagePhase phase, CanaryProgress.Attribution attribution) {
        return new Stage(
                key.kind(),
                key.namespace(),
                key.name(),
                phase,
                null,
                null,
                null,
                CanaryProgress.ofClaim(attribution, null, null));
    }

    private static Instant at(long second) {
        return APush.NOON.plusSeconds(second);
    }
}
