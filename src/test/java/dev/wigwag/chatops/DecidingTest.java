package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidingTest {
    private static final Speaker ANA = Speaker.inSlack("U0ANA");
    private static final Speaker BEN = Speaker.inSlack("U0BEN");
    private static final Speaker EVE = Speaker.inSlack("U0EVE");
    private static final ARun PODINFO = ARun.waiting("test", "podinfo");

    private final World world = new World();

    @Test
    void anApprovalStandsInTheLedgerForTheRunThatIsOpenAndTheAnswerSaysWhenItTakesEffect() {
        stands(PODINFO);

        Reply reply = world.chatOps().answer(BEN, "approve podinfo \u201cerror rate is fine\u201d");

        assertThat(reply)
                .isEqualTo(new Reply(
                        true,
                        "test/podinfo may go on.",
                        List.of(
                                "You approved the promotion of main@1648322.",
                                "It takes effect at Flagger's next look, within 10 s.",
                                "It lapses at 16:03 UTC if Flagger has not come for it by then.",
                                "Your reason: error rate is fine")));
        assertThat(approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.gate()).isEqualTo(Gate.promotion);
            assertThat(approval.run()).isEqualTo("uid-podinfo-3");
            assertThat(approval.by()).isEqualTo("slack:U0BEN");
            assertThat(approval.reason()).isEqualTo("error rate is fine");
        });
        assertThat(world.told).hasSize(1);
    }

    @Test
    void aRollBackStandsAsTheOnlyThingThatOpensThatGate() {
        stands(PODINFO.in(FlaggerPhase.Progressing));

        Reply reply = world.chatOps().answer(BEN, "Roll back test/podinfo");

        assertThat(reply.done()).isTrue();
        assertThat(reply.title()).isEqualTo("Roll-back of test/podinfo ordered.");
        assertThat(approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.gate()).isEqualTo(Gate.rollback);
            assertThat(approval.decision()).isEqualTo(Approval.Decision.rollback);
            assertThat(approval.reason()).isNull();
        });
    }

    @Test
    void aPressDecidesOnTheRunThatTheButtonWasDrawnFor() {
        stands(PODINFO);

        assertThat(world.chatOps()
                        .press(BEN, new Press(PODINFO.key(), "uid-podinfo-3", Gate.promotion))
                        .done())
                .isTrue();
        assertThat(approvals()).hasSize(1);
    }

    @Test
    void aStaleButtonDecidesNothingAndTellsHowItStands() {
        stands(PODINFO);

        Reply reply = world.chatOps().press(BEN, new Press(PODINFO.key(), "uid-podinfo-2", Gate.promotion));

        assertThat(reply)
                .isEqualTo(new Reply(
                        false,
                        "Too late: that run of test/podinfo is over.",
                        List.of("Now test/podinfo: WaitingPromotion.", "Nothing was decided.")));
        assertThat(approvals()).isEmpty();
    }

    @Test
    void theSecondToDecideIsToldWhoWasFirst() {
        stands(PODINFO);
        ChatOps chatOps = world.chatOps();
        chatOps.answer(BEN, "approve podinfo");
        world.clock.pass(Duration.ofSeconds(12));

        assertThat(chatOps.answer(ANA, "approve podinfo"))
                .isEqualTo(new Reply(
                        false,
                        "slack:U0BEN has approved the promotion of test/podinfo already, 12 s ago.",
                        List.of("It takes effect at Flagger's next look, within 10 s.")));
        assertThat(chatOps.press(BEN, new Press(PODINFO.key(), PODINFO.run(), Gate.promotion))
                        .title())
                .startsWith("You have approved the promotion");
        assertThat(approvals()).hasSize(1);
    }

    @Test
    void whoeverMayNotIsToldWhyAndNothingIsWritten() {
        stands(PODINFO);

        Reply typed = world.chatOps().answer(EVE, "approve podinfo");
        Reply pressed = world.chatOps().press(EVE, new Press(PODINFO.key(), PODINFO.run(), Gate.rollback));

        assertThat(typed).isEqualTo(pressed);
        assertThat(typed.title()).isEqualTo("You may not.");
        assertThat(typed.lines()).singleElement().asString().contains("You (slack:U0EVE) are not among those");
        assertThat(approvals()).isEmpty();
        assertThat(world.told).isEmpty();
    }

    @Test
    void withoutApproversNobodyMay() {
        world.rights = Rights.none();
        stands(PODINFO);

        assertThat(world.chatOps().answer(ANA, "approve podinfo").lines())
                .singleElement()
                .asString()
                .contains("wigwag.chatops.approvers is not set");
    }

    @Test
    void whatTheLedgerHoldsOfTheAnnotationsNarrowsWhoMay() {
        stands(PODINFO.narrowedTo("slack:U0ANA"));

        assertThat(world.chatOps().answer(BEN, "approve podinfo").done()).isFalse();
        assertThat(world.chatOps().answer(ANA, "approve podinfo").done()).isTrue();
    }

    @Test
    void theCanarysOwnAnnotationCountsAsItIsAtThatMoment() {
        stands(PODINFO.narrowedTo("slack:U0BEN"));
        world.live(PODINFO.annotated("slack:U0ANA").live());

        assertThat(world.chatOps().answer(BEN, "approve podinfo").lines())
                .singleElement()
                .asString()
                .contains("the annotation wigwag.dev/approvers");
        world.live(PODINFO.annotated("unreadable").live());
        assertThat(world.chatOps().answer(ANA, "approve podinfo").lines())
                .singleElement()
                .asString()
                .contains("cannot be read");
        assertThat(approvals()).isEmpty();
    }

    @Test
    void withFourEyesThePusherMayNotApproveButRollBack() {
        world.rights = world.rights.withFourEyes();
        world.slack.known("slack:U0ANA", "github:ana").known("slack:U0BEN", "github:ben");
        stands(PODINFO);

        assertThat(world.chatOps().answer(ANA, "approve podinfo").lines())
                .singleElement()
                .asString()
                .contains("wigwag.chatops.four-eyes")
                .contains("Somebody else has to approve it");
        assertThat(world.chatOps()
                        .press(ANA, new Press(PODINFO.key(), PODINFO.run(), Gate.promotion))
                        .done())
                .isFalse();
        assertThat(world.chatOps().answer(ANA, "rollback podinfo").done()).isTrue();
        assertThat(world.chatOps().answer(BEN, "approve podinfo").done()).isTrue();
    }

    @Test
    void whereNothingWaitsThereIsNothingToApprove() {
        stands(PODINFO.in(FlaggerPhase.Progressing));

        assertThat(world.chatOps().answer(BEN, "approve podinfo"))
                .isEqualTo(new Reply(
                        false,
                        "Nothing was decided.",
                        List.of(
                                "Nothing of test/podinfo waits for approval; it goes on by itself.",
                                "Now test/podinfo: Progressing, 20 % (step 2 of 5).")));
    }

    @Test
    void aGateThatDoesNotAskWigwagIsNotOpenedByIt() {
        stands(PODINFO.asking(Gate.promotion));

        assertThat(world.chatOps().answer(BEN, "rollback podinfo").lines().get(0))
                .contains("has no rollback webhook that asks Wigwag");
        assertThat(approvals()).isEmpty();
    }

    @Test
    void aNameInTwoNamespacesIsAskedBack() {
        stands(PODINFO);
        stands(ARun.waiting("prod", "podinfo"));

        assertThat(world.chatOps().answer(BEN, "approve podinfo"))
                .isEqualTo(new Reply(
                        false,
                        "There are several of the name podinfo. Say which one:",
                        List.of("approve canary prod/podinfo", "approve canary test/podinfo")));
        assertThat(world.chatOps().answer(BEN, "approve podinfo.test").done()).isTrue();
    }

    @Test
    void aNamesakeThatWasDeletedDoesNotMakeItUnclear() {
        stands(PODINFO);
        world.store(ARun.waiting("prod", "podinfo").rollout());

        assertThat(world.chatOps().answer(BEN, "approve podinfo").title()).isEqualTo("test/podinfo may go on.");
    }

    @Test
    void inALedgerThatCannotBeLookedThroughInTimeANameAloneIsNotEnough() {
        stands(PODINFO);
        stands(ARun.waiting("test", "cart"));
        world.slow = true;

        assertThat(world.chatOps().answer(BEN, "status cart"))
                .isEqualTo(new Reply(
                        false,
                        "There may be several of the name cart. Say which one:",
                        List.of("status canary test/cart")));
        assertThat(world.chatOps().answer(BEN, "reconcile cache").done()).isFalse();
        assertThat(world.chatOps().answer(BEN, "status podinfo").lines())
                .containsExactly("Not everything could be looked through in time. Say kind and namespace/name.");
        assertThat(world.chatOps().answer(BEN, "approve podinfo").done()).isTrue();
    }

    @Test
    void ofVeryManyNamesakesNoneIsTaken() {
        for (int n = 0; n < 12; n++) {
            stands(ARun.waiting("pr-" + n, "podinfo"));
        }

        Reply reply = world.chatOps().answer(BEN, "approve podinfo");

        assertThat(reply.title()).isEqualTo("There may be several of the name podinfo. Say which one:");
        assertThat(reply.lines()).hasSize(10);
        assertThat(approvals()).isEmpty();
    }

    @Test
    void aButtonThatNamesNoCanaryDecidesNothing() {
        stands(PODINFO);

        for (ObjectKey key : List.of(
                new ObjectKey("Canary", "test", "../podinfo"),
                new ObjectKey("Canary", "te/st", "podinfo"),
                new ObjectKey("Secret", "test", "podinfo"))) {
            assertThat(world.chatOps()
                            .press(BEN, new Press(key, PODINFO.run(), Gate.promotion))
                            .title())
                    .isEqualTo("This button names no Canary.");
        }
    }

    @Test
    void aMisspeltNameIsAskedBackWithAndWithoutANamespace() {
        stands(PODINFO);

        for (String line : List.of("approve podifno", "approve test/podifno", "approve podifno.test")) {
            assertThat(world.chatOps().answer(BEN, line).lines())
                    .as(line)
                    .containsExactly("Did you mean test/podinfo? Nothing was done.");
        }
        assertThat(approvals()).isEmpty();
    }

    @Test
    void withoutANameThoseThatWaitAreNamed() {
        stands(PODINFO);
        stands(ARun.waiting("test", "cart").in(FlaggerPhase.Progressing));

        assertThat(world.chatOps().answer(BEN, "approve"))
                .isEqualTo(new Reply(false, "Say which canary:", List.of("approve test/podinfo")));
        assertThat(world.chatOps().answer(BEN, "rollback").lines())
                .containsExactly("rollback test/cart", "rollback test/podinfo");
    }

    @Test
    void onlyCanariesAreDecidedOn() {
        stands(PODINFO);

        assertThat(world.chatOps().answer(BEN, "approve ks apps").title())
                .isEqualTo("Only canaries can be decided on.");
        assertThat(world.chatOps().answer(BEN, "approve apps").done()).isFalse();
    }

    @Test
    void aCanaryThatIsGoneIsSaidToBe() {
        world.store(PODINFO.rollout());

        assertThat(world.chatOps().answer(BEN, "approve test/podinfo").title())
                .isEqualTo("Nothing is known of Canary test/podinfo.");
        assertThat(world.chatOps()
                        .press(BEN, new Press(PODINFO.key(), PODINFO.run(), Gate.promotion))
                        .title())
                .isEqualTo("There is no Canary test/podinfo that Flux applies.");
    }

    @Test
    void aWriteThatFailsIsNoDecision() {
        stands(PODINFO);
        world.mishaps.meddle((call, landed) -> {
            if (call.startsWith("write status") && !landed) {
                throw new ClusterException(ClusterException.Fault.DOWN, "no answer", null);
            }
        });

        assertThatThrownBy(() -> world.chatOps().answer(BEN, "approve podinfo")).isInstanceOf(ClusterException.class);
        assertThat(world.told).isEmpty();
    }

    private void stands(ARun run) {
        world.store(run.rollout());
        world.live(run.live());
    }

    private List<Approval> approvals() {
        return world.ledger.rollouts().stream()
                .flatMap(rollout -> rollout.status().approvals().stream())
                .toList();
    }
}
