package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repository's comments can speak of is what its own sources brought; all else does not exist there. */
class ReachTest {
    private static final ARun PODINFO = ARun.waiting("test", "podinfo");
    private static final Speaker HOME =
            Speaker.onGitHub("ben", Set.of(new ObjectKey("GitRepository", "flux-system", "gitops")));
    private static final Speaker FOREIGN =
            Speaker.onGitHub("ben", Set.of(new ObjectKey("GitRepository", "team-b", "other")));

    private final World world = new World();

    @BeforeEach
    void aRunOfGitops() {
        world.rights = Rights.of("** => github:ben");
        world.store(PODINFO.rollout());
        world.live(PODINFO.live());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status podinfo",
                "status canary test/podinfo",
                "status gitops",
                "status ks apps",
                "status 1648322",
                "status podinf",
                "approve podinfo",
                "approve test/podinfo",
                "approve test/podinf",
                "rollback canary test/podinfo",
                "reconcile flux-system/gitops",
                "reconcile ks apps"
            })
    void elsewhereItIsAsIfItWereNotThere(String line) {
        Reply reply = world.chatOps().answer(FOREIGN, line);

        assertThat(reply.done()).isFalse();
        assertThat(reply.title()).startsWith("Nothing is known of ");
        assertThat(reply.lines()).containsExactly("Say status to see what is under way, or rollouts for every source.");
        assertThat(world.asked).isEmpty();
        assertThat(world.told).isEmpty();
    }

    @Test
    void listsHoldWhatIsWithinReach() {
        assertThat(world.chatOps().answer(FOREIGN, "status").title()).isEqualTo("Nothing is under way.");
        assertThat(world.chatOps().answer(FOREIGN, "rollouts").title()).isEqualTo("There is no rollout yet.");
        assertThat(world.chatOps().answer(FOREIGN, "approve").title()).isEqualTo("No canary waits for approval.");
        assertThat(world.chatOps().answer(HOME, "status").lines()).hasSize(1);
        assertThat(world.chatOps().answer(HOME, "approve").lines()).containsExactly("approve test/podinfo");
    }

    @Test
    void atHomeItIsToldAndDecided() {
        assertThat(world.chatOps().answer(HOME, "status podinfo").title()).isEqualTo("test/podinfo: WaitingPromotion");
        assertThat(world.chatOps().answer(HOME, "approve test/podinfo").done()).isTrue();
    }

    @Test
    void aPressFromElsewhereDecidesNothing() {
        assertThat(world.chatOps().press(FOREIGN, new Press(PODINFO.key(), PODINFO.run(), Gate.promotion)))
                .isEqualTo(new Reply(
                        false,
                        "You may not.",
                        List.of("This run was brought by another source than those that can be spoken of here.")));
        assertThat(world.told).isEmpty();
    }
}
