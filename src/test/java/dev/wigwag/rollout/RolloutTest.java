package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutTest {
    private static final RolloutKey KEY = new RolloutKey("flux-system", "gitops-aaaaaaaaaaaa");
    private static final String FIRST = "wigwag-1111111111111111";
    private static final String SECOND = "wigwag-2222222222222222";

    @Test
    void aFreshRolloutIsTakenUpAsTheFirstPendingAttempt() {
        Rollout taken = rollout(FIRST, null).takenUp();

        assertThat(taken.status())
                .isEqualTo(new RolloutStatus(
                        1,
                        FIRST,
                        "main@aaaaaaa",
                        Phase.Pending,
                        "waiting for Flux to fetch main@aaaaaaa",
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
        assertThat(taken.awaitsFold()).isFalse();
        assertThat(taken.version()).isEqualTo("7");
    }

    @Test
    void aFurtherPushIsAFreshPendingAttemptWithNothingOfTheOneBefore() {
        Rollout taken = rollout(SECOND, busy(FIRST, Phase.Succeeded)).takenUp();

        assertThat(taken.attempt()).isEqualTo(4);
        assertThat(taken.phase()).isEqualTo(Phase.Pending);
        assertThat(taken.status().request()).isEqualTo(SECOND);
        assertThat(taken.status().stages()).isEmpty();
        assertThat(taken.status().approvals()).isEmpty();
        assertThat(taken.status().outlets()).isEmpty();
        assertThat(taken.status().conditions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "Superseded")
    void aRolloutThatWasFoundFirstOnlyLearnsOfItsPush(Phase phase) {
        RolloutStatus found = busy(null, phase);

        Rollout taken = rollout(FIRST, found).takenUp();

        assertThat(taken.status()).isEqualTo(found.heard(FIRST));
        assertThat(taken.attempt()).isEqualTo(3);
        assertThat(taken.phase()).isEqualTo(phase);
        assertThat(taken.awaitsFold()).isFalse();
    }

    @Test
    void aRolloutThatWasFoundAndOvertakenComesBackWithItsPushAsTheNextAttempt() {
        Rollout taken = rollout(FIRST, busy(null, Phase.Superseded)).takenUp();

        assertThat(taken.attempt()).isEqualTo(4);
        assertThat(taken.phase()).isEqualTo(Phase.Pending);
    }

    @Test
    void aStatusWithoutAPhaseIsTakenUpAsTheAttemptItNames() {
        RolloutStatus blank = new RolloutStatus(2, null, null, null, null, null, null, null, null, null);

        assertThat(rollout(FIRST, blank).takenUp().attempt()).isEqualTo(2);
        assertThat(rollout(FIRST, blank).phase()).isEqualTo(Phase.Pending);
    }

    @Test
    void takingUpTwiceIsTakingUpOnce() {
        for (RolloutStatus status : new RolloutStatus[] {
            null, busy(null, Phase.Failed), busy(FIRST, Phase.Failed), busy(SECOND, Phase.Failed)
        }) {
            Rollout once = rollout(SECOND, status).takenUp();
            assertThat(once.takenUp()).isSameAs(once);
        }
    }

    @Test
    void aRolloutThatNoPushAnsweredIsLeftAlone() {
        Rollout rollout = rollout(null, busy(null, Phase.Progressing));

        assertThat(rollout.takenUp()).isSameAs(rollout);
    }

    @Test
    void itsSourceIsInItsOwnNamespace() {
        assertThat(rollout(FIRST, null).source()).isEqualTo(new ObjectKey("GitRepository", "flux-system", "gitops"));
    }

    @Test
    void aRevisionThatCannotBeReadIsShownAsItIs() {
        RolloutSpec odd = new RolloutSpec(new RolloutSpec.Source("GitRepository", "gitops"), "a b", null, null, FIRST);

        assertThat(new Rollout(KEY, odd, null, null).shortRevision()).isEqualTo("a b");
    }

    @Test
    void aRolloutNeedsAKeyAndASpec() {
        RolloutSpec spec = rollout(FIRST, null).spec();
        assertThatThrownBy(() -> new Rollout(null, spec, null, null)).hasMessage("key");
        assertThatThrownBy(() -> new Rollout(KEY, null, null, null)).hasMessage("spec");
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void onlySucceededFailedAndSupersededAreAnEnd(Phase phase) {
        boolean end = phase == Phase.Succeeded || phase == Phase.Failed || phase == Phase.Superseded;
        assertThat(phase.isFinal()).isEqualTo(end);
    }

    private static RolloutStatus busy(String request, Phase phase) {
        Instant since = APush.NOON;
        return new RolloutStatus(
                3,
                request,
                "main@aaaaaaa",
                phase,
                "1/1 ready",
                Map.of("Succeeded", 1),
                List.of(new Stage("Kustomization", "a", "b", StagePhase.Succeeded, null, since, since, null)),
                List.of(new Approval(
                        Gate.promotion,
                        "a/b",
                        "r-1",
                        Approval.Decision.approve,
                        "slack:U1",
                        since,
                        null,
                        since,
                        null,
                        null,
                        null)),
                List.of(new Outlet("slack", "C1", "1.2", "d", since, null, null, 1)),
                List.of(new Condition("Ready", "True", "Done", "done", since)));
    }

    private static Rollout rollout(String request, RolloutStatus status) {
        RolloutSpec spec = new RolloutSpec(
                new RolloutSpec.Source("GitRepository", "gitops"),
                "main@sha1:" + APush.sha('a'),
                APush.URL,
                null,
                request);
        return new Rollout(KEY, spec, status, "7");
    }
}
