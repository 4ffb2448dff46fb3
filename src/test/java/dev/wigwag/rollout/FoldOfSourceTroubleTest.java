package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pitfall 30: a fetch that fails keeps the old artifact, so the live rollout is well and its source is not. */
class FoldOfSourceTroubleTest {
    private static final APush A = APush.of('a').over('9');
    private static final APush B = APush.of('b').over('a').at(40);
    private static final AView LIVE =
            AView.at('a').with(AMember.kustomization("apps").done('a'));
    private static final AView BROKEN = LIVE.failing("GitOperationFailed", "failed to checkout: no route to host");
    private static final Instant LATER = AView.NOW.plusSeconds(300);

    private final Rollouts rollouts = Rollouts.of(A).fold(LIVE);

    @Test
    void aFailedFetchIsAConditionOfTheLiveRolloutAndTouchesNothingElse() {
        RolloutStatus before = rollouts.the('a').status();

        RolloutStatus after = rollouts.fold(BROKEN, LATER).the('a').status();

        assertThat(after.conditions())
                .containsExactly(new Condition(
                        "SourceReady", "False", "GitOperationFailed", "failed to checkout: no route to host", LATER));
        assertThat(after.phase()).isEqualTo(Phase.Succeeded);
        assertThat(after.having(List.of())).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ready.State.class,
            names = {"Unknown", "Absent"})
    void aFurtherTryNeitherTakesItBackNorTellsItAgain(Ready.State state) {
        RolloutStatus told = rollouts.fold(BROKEN).the('a').status();
        Ready trying = new Ready(state, "Progressing", "building artifact", AView.NOW);

        assertThat(rollouts.fold(LIVE.ready(trying), LATER).the('a').status()).isEqualTo(told);
        assertThat(rollouts.fold(BROKEN, LATER.plusSeconds(60)).the('a').status())
                .isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ready.State.class,
            names = {"Unknown", "Absent"})
    void aTryUnderWayIsNoTroubleByItself(Ready.State state) {
        rollouts.fold(LIVE.ready(new Ready(state, "Progressing", "building artifact", null)));

        assertThat(rollouts.reason('a', "SourceReady")).isNull();
    }

    @Test
    void recoveryTakesItBackAndTheNextTroubleIsToldAnew() {
        RolloutStatus before = rollouts.the('a').status();

        assertThat(rollouts.fold(BROKEN).fold(LIVE, LATER).the('a').status()).isEqualTo(before);
        assertThat(rollouts.fold(BROKEN, LATER).the('a').status().conditions())
                .extracting(Condition::lastTransitionTime)
                .containsExactly(LATER);
    }

    @Test
    void anotherCauseIsNamedButTheTroubleIsAsOldAsItIs() {
        rollouts.fold(BROKEN).fold(LIVE.failing("AuthenticationFailed", "Bad credentials"), LATER);

        assertThat(rollouts.the('a').status().conditions())
                .containsExactly(
                        new Condition("SourceReady", "False", "AuthenticationFailed", "Bad credentials", AView.NOW));
    }

    @Test
    void whatDiffersFromTryToTryIsLeftOut() {
        String message =
                "unable to clone 'https://ana:hunter2@github.com/acme/fleet': dial tcp 10.0.0.7:%d->1.1.1.1:443"
                        + " after %d.5s";
        RolloutStatus told = rollouts.fold(LIVE.failing("GitOperationFailed", message.formatted(40_100, 3)))
                .the('a')
                .status();

        rollouts.fold(LIVE.failing("GitOperationFailed", message.formatted(51_999, 9)), LATER);

        assertThat(rollouts.the('a').status()).isEqualTo(told);
        assertThat(told.conditions().get(0).message())
                .contains("github.com/acme/fleet")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "'','',FetchFailed,its status does not say more",
        "' \u0007','\u0007 ',FetchFailed,its status does not say more"
    })
    void aSourceThatDoesNotSayWhyStillMakesACondition(String reason, String message, String told, String words) {
        rollouts.fold(LIVE.failing(reason, message));

        assertThat(rollouts.the('a').status().conditions())
                .extracting(Condition::reason, Condition::message)
                .containsExactly(tuple(told, words));
    }

    @Test
    void aHugeMessageIsCut() {
        rollouts.fold(LIVE.failing("GitOperationFailed", "\uD83D\uDEA9".repeat(20_000)));

        String message = rollouts.the('a').status().conditions().get(0).message();
        assertThat(message.codePointCount(0, message.length())).isLessThanOrEqualTo(FluxWords.MAX);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPushThatWaitsForTheFetchTellsItInsteadWhetherItCameFirstOrNot(boolean pushFirst) {
        if (pushFirst) {
            rollouts.push(B).takeUp().fold(BROKEN);
        } else {
            rollouts.fold(BROKEN).push(B).takeUp().fold(BROKEN);
        }

        assertThat(rollouts.phase('b')).isEqualTo(Phase.Failed);
        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.reason('a', "SourceReady")).isNull();
    }

    @Test
    void aPushThatIsAboutToBeAskedForIsNotForestalled() {
        rollouts.push(B).fold(BROKEN);

        assertThat(rollouts.the('b').status()).isNull();
        assertThat(rollouts.reason('a', "SourceReady")).isNull();
    }

    @Test
    void whenTheSourceGoesOnOnlyTheRevisionThatIsLiveBearsIt() {
        rollouts.fold(BROKEN);
        AView next = AView.at('b').failing("GitOperationFailed", "no route to host");

        rollouts.push(B).takeUp().fold(next, LATER);

        assertThat(rollouts.reason('a', "SourceReady")).isNull();
        assertThat(rollouts.reason('b', "SourceReady")).isEqualTo("GitOperationFailed");
        assertThat(rollouts.phase('b')).isEqualTo(Phase.Succeeded);
    }

    @Test
    void aSuspendedSourceIsNotTriedSoNothingIsLearned() {
        assertThat(rollouts.fold(BROKEN.suspended()).reason('a', "SourceReady")).isNull();

        rollouts.fold(BROKEN).fold(LIVE.suspended());

        assertThat(rollouts.reason('a', "SourceReady")).isEqualTo("GitOperationFailed");
    }

    @Test
    void aSourceThatHasLostItsArtifactHasNotRecovered() {
        RolloutStatus told = rollouts.fold(BROKEN).the('a').status();

        assertThat(rollouts.fold(AView.empty(), LATER).the('a').status()).isEqualTo(told);
    }

    @Test
    void aSourceThatIsGoneHasNoTrouble() {
        assertThat(rollouts.fold(BROKEN).fold(AView.gone()).reason('a', "SourceReady"))
                .isNull();
    }

    @Test
    void aStalledSourceIsInTroubleWhateverItsReadySays() {
        LiveSource calm = LIVE.ready(new Ready(Ready.State.Unknown, "URLInvalid", "no such scheme", null))
                .source();
        LiveSource stalled = new LiveSource(
                calm.key(),
                true,
                false,
                calm.ref(),
                calm.current(),
                calm.origin(),
                calm.storedAt(),
                calm.ready(),
                true,
                null,
                null);

        rollouts.fold(new AView(stalled, LIVE.members()));

        assertThat(rollouts.reason('a', "SourceReady")).isEqualTo("URLInvalid");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void afterAnyTriesTheConditionIsThereExactlyIfTheLastThatEndedFailed(int seed) {
        Random random = new Random(seed);
        boolean failed = false;
        for (int step = 0; step < 200; step++) {
            Instant now = AView.NOW.plusSeconds(step);
            switch (random.nextInt(3)) {
                case 0 -> {
                    rollouts.fold(BROKEN, now);
                    failed = true;
                }
                case 1 -> {
                    rollouts.fold(LIVE, now);
                    failed = false;
                }
                default -> rollouts.fold(LIVE.ready(new Ready(Ready.State.Unknown, "Progressing", "", now)), now);
            }
            assertThat(rollouts.reason('a', "SourceReady") != null).isEqualTo(failed);
            assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        }
    }
}
