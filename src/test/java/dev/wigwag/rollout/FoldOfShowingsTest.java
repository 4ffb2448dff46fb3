package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a rollout and its stages ask to be shown, from the annotations of the objects and their Namespaces. */
class FoldOfShowingsTest {
    private static final APush A = APush.of('a').over('9');
    private static final APush B = APush.of('b').over('a').at(40);
    private static final Instant LATER = AView.NOW.plusSeconds(300);
    private static final AMember APPS = AMember.kustomization("apps");
    private static final AMember CART = AMember.release("cart", "apps");
    private static final Annotated TO_C1 = channel("C1");
    private static final Annotated TO_C2 = channel("C2");

    private final Rollouts rollouts = Rollouts.of(A);

    @Test
    void withoutAnnotationsNothingIsStored() {
        fold(AView.at('a'), Annotated.NOTHING, Map.of(), member(APPS, Annotated.NOTHING));

        assertThat(rollouts.the('a').status().showing()).isNull();
        assertThat(rollouts.the('a').status().stages())
                .extracting(Stage::showing)
                .containsOnlyNulls();
        assertThat(rollouts.the('a').environment()).isEmpty();
    }

    @Test
    void theSourceAsksByItsOwnAnnotationsAndThenByItsNamespaces() {
        fold(
                AView.at('a'),
                new Annotated("C1", null, null, List.of()),
                Map.of("flux-system", new Annotated("C2", true, "staging", List.of())));

        assertThat(rollouts.the('a').status().showing()).isEqualTo(new Showing(List.of("C1", "C2"), true, "staging"));
        assertThat(rollouts.the('a').environment()).contains("staging");
    }

    @Test
    void whatIsNearerDecides() {
        fold(
                AView.at('a'),
                new Annotated("C2", false, "production", List.of()),
                Map.of("flux-system", new Annotated("C2", true, "staging", List.of())));

        assertThat(rollouts.the('a').status().showing()).isEqualTo(new Showing(List.of("C2"), false, "production"));
    }

    @Test
    void aStageAsksByItsOwnAnnotationsAndThenByTheNamespaceItLivesIn() {
        fold(
                AView.at('a'),
                TO_C1,
                Map.of("shop", new Annotated("C3", true, "shop", List.of())),
                member(APPS.attempted('a'), Annotated.NOTHING),
                member(CART, TO_C2));

        assertThat(rollouts.stage('a', "cart").showing()).isEqualTo(new Showing(List.of("C2", "C3"), true, null));
        assertThat(rollouts.stage('a', "apps").showing()).isNull();
        assertThat(rollouts.stage('a', "gitops").showing()).isNull();
    }

    @Test
    void inTheSourcesOwnNamespaceTheSourceIsNearerThanTheNamespace() {
        fold(AView.at('a'), TO_C1, Map.of("flux-system", TO_C2), member(APPS, Annotated.NOTHING));

        assertThat(rollouts.stage('a', "apps").showing()).isNull();
    }

    @Test
    void aCanaryAsksToo() {
        LiveCanary canary = ACanary.idle().changed("t2", 10).progressing(20).live();
        AView view = AView.at('a').with(APPS.attempted('a'));
        rollouts.fold(
                view.live()
                        .with(List.of(annotated(canary, TO_C1)), List.of(), List.of())
                        .in(Map.of("test", TO_C2)),
                AView.NOW);

        assertThat(rollouts.stage('a', "podinfo").showing()).isEqualTo(new Showing(List.of("C1", "C2"), null, null));
    }

    @Test
    void whoAloneMayDecideOnACanaryIsSaidByTheNearestAnnotation() {
        LiveCanary canary = ACanary.idle().changed("t2", 10).progressing(20).live();
        Annotated none = Annotated.NOTHING;
        Annotated[][] cases = {
            {approvers("C"), approvers("K"), approvers("S"), approvers("N"), approvers("C")},
            {none, approvers("K"), approvers("S"), approvers("N"), approvers("K")},
            {none, none, approvers("S"), approvers("N"), approvers("S")},
            {TO_C1, none, none, approvers("N"), approvers("N")},
            {none, none, none, none, none},
        };
        for (Annotated[] one : cases) {
            Rollouts fresh = Rollouts.of(A);
            AView at = AView.at('a').with(APPS.attempted('a'));
            LiveView view = view(at, one[2], Map.of("test", one[3]), member(APPS.attempted('a'), one[1]));
            fresh.fold(view.with(List.of(annotated(canary, one[0])), List.of(), List.of()), AView.NOW);

            assertThat(decidingOn(fresh)).isEqualTo(one[4].approvers());
        }
    }

    @Test
    void whoMayDecideOnARunThatIsOpenIsToldAsItIsNowThoughTheRolloutIsOver() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.done('a'), TO_C1));
        LiveCanary byHand = ACanary.idle().changed("t2", -100).progressing(20).live();
        LiveView view = view(AView.at('a'), TO_C2, Map.of(), member(APPS.done('a'), TO_C2));
        rollouts.fold(view.with(List.of(annotated(byHand, TO_C1)), List.of(), List.of()), LATER);
        assertThat(rollouts.the('a').phase().isFinal()).isTrue();
        assertThat(decidingOn(rollouts)).isEmpty();

        rollouts.fold(view.with(List.of(annotated(byHand, approvers("C"))), List.of(), List.of()), LATER);

        assertThat(decidingOn(rollouts)).containsExactly("slack:UUC");
    }

    @Test
    void anotherAnnotationCountsWhileTheRolloutIsUnderWay() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.attempted('a'), TO_C1));
        fold(AView.at('a'), Annotated.NOTHING, Map.of(), member(APPS.attempted('a'), TO_C2));

        assertThat(rollouts.the('a').status().showing()).isNull();
        assertThat(rollouts.stage('a', "apps").showing()).isEqualTo(new Showing(List.of("C2"), null, null));
    }

    @Test
    void onceItIsOverAnotherAnnotationMovesNothing() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.done('a'), TO_C1));
        RolloutStatus over = rollouts.the('a').status();
        assertThat(over.phase()).isEqualTo(Phase.Succeeded);
        assertThat(over.showing()).isEqualTo(new Showing(List.of("C1"), null, null));

        fold(
                AView.at('a'),
                new Annotated("C2", null, null, List.of("wigwag.dev/mute")),
                Map.of("flux-system", TO_C2),
                member(APPS.done('a'), TO_C2));

        assertThat(rollouts.the('a').status()).isEqualTo(over);
    }

    @Test
    void whoJoinsLaterAsksAsItDoesThen() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.done('a'), TO_C1));
        fold(AView.at('a'), TO_C2, Map.of(), member(APPS.done('a'), TO_C2), member(CART, TO_C2));

        assertThat(rollouts.stage('a', "cart").showing()).isEqualTo(new Showing(List.of("C2"), null, null));
    }

    @Test
    void aRegressionIsShownByTheAnnotationsOfItsTime() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.done('a'), TO_C1));
        fold(
                AView.at('a'),
                TO_C2,
                Map.of(),
                member(APPS.done('a').running(), TO_C2),
                member(AMember.kustomization("more").attempted('a'), Annotated.NOTHING));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Progressing);
        assertThat(rollouts.the('a').status().showing()).isEqualTo(new Showing(List.of("C2"), null, null));
        assertThat(rollouts.stage('a', "apps").showing()).isEqualTo(new Showing(List.of("C2"), null, null));
    }

    @Test
    void whatIsDeletedStaysWhereItWasShown() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.attempted('a'), TO_C2));
        rollouts.fold(AView.gone());

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Superseded);
        assertThat(rollouts.the('a').status().showing()).isEqualTo(new Showing(List.of("C1"), null, null));
        assertThat(rollouts.stage('a', "apps").showing()).isEqualTo(new Showing(List.of("C2"), null, null));
    }

    @Test
    void aFreshAttemptAsksAsTheOneBeforeUntilItIsLookedAt() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.done('a'), Annotated.NOTHING));

        Rollout again = rollouts.the('a').nextAttempt();

        assertThat(again.status().showing()).isEqualTo(new Showing(List.of("C1"), null, null));
    }

    @Test
    void aRolloutThatWaitsForFluxAsksAsWell() {
        AView old = AView.at('9').storedAt(APush.NOON.minusSeconds(60));
        fold(old, TO_C1, Map.of(), member(APPS.done('9'), Annotated.NOTHING));

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Pending);
        assertThat(rollouts.the('a').status().showing()).isEqualTo(new Showing(List.of("C1"), null, null));
    }

    @Test
    void anOvertakenRolloutKeepsToItsChannelWhileTheNextTakesAnother() {
        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.done('a'), TO_C1));
        rollouts.push(B).takeUp();
        fold(AView.at('b'), TO_C2, Map.of(), member(APPS.done('b'), TO_C2));

        assertThat(rollouts.the('a').status().showing().channels()).containsExactly("C1");
        assertThat(rollouts.the('b').status().showing().channels()).containsExactly("C2");
    }

    @Test
    void annotationsThatCannotBeReadAreAConditionUntilTheyCan() {
        Annotated wrong = new Annotated(null, null, null, List.of("wigwag.dev/slack-channel"));
        fold(AView.at('a'), wrong, Map.of("shop", wrong), member(APPS.attempted('a'), wrong), member(CART, wrong));

        assertThat(rollouts.the('a').status().conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.type()).isEqualTo("AnnotationsRead");
            assertThat(condition.status()).isEqualTo("False");
            assertThat(condition.reason()).isEqualTo("Unreadable");
            assertThat(condition.message())
                    .startsWith(
                            "wigwag.dev/slack-channel of GitRepository/flux-system/gitops, wigwag.dev/slack-channel of"
                                    + " HelmRelease/shop/cart, wigwag.dev/slack-channel of Kustomization/flux-system/apps and 1"
                                    + " more cannot be read")
                    .contains("up to 80 of A-Z a-z 0-9 # _ -");
            assertThat(condition.lastTransitionTime()).isEqualTo(AView.NOW);
        });
        assertThat(rollouts.the('a').status().showing()).isNull();

        RolloutStatus told = rollouts.the('a').status();
        rollouts.fold(
                view(
                        AView.at('a'),
                        wrong,
                        Map.of("shop", wrong),
                        member(APPS.attempted('a'), wrong),
                        member(CART, wrong)),
                LATER);
        assertThat(rollouts.the('a').status()).isEqualTo(told);

        fold(AView.at('a'), TO_C1, Map.of(), member(APPS.attempted('a'), TO_C1), member(CART, TO_C1));
        assertThat(rollouts.the('a').status().conditions()).isEmpty();
    }

    private void fold(AView view, Annotated source, Map<String, Annotated> namespaces, LiveMember... members) {
        LiveView live = view(view, source, namespaces, members);
        rollouts.fold(live, AView.NOW);
        List<Rollout> once = rollouts.all();
        assertThat(rollouts.fold(live, LATER).all()).as("folded twice").isEqualTo(once);
    }

    private static LiveView view(
            AView view, Annotated annotated, Map<String, Annotated> namespaces, LiveMember... members) {
        LiveSource source = view.source();
        return new LiveView(
                        new LiveSource(
                                source.key(),
                                source.exists(),
                                source.suspended(),
                                source.ref(),
                                source.current(),
                                source.origin(),
                                source.storedAt(),
                                source.ready(),
                                source.stalled(),
                                source.requestedAt(),
                                source.handledAt(),
                                annotated),
                        List.of(members))
                .in(namespaces);
    }

    private static LiveMember member(AMember member, Annotated annotated) {
        LiveMember live = member.live();
        return new LiveMember(
                live.key(),
                live.parent(),
                live.suspended(),
                live.deleting(),
                live.attempted(),
                live.applied(),
                live.ready(),
                live.stalled(),
                live.observed(),
                live.changedAt(),
                live.dependsOn(),
                Optional.empty(),
                annotated);
    }

    private static LiveCanary annotated(LiveCanary canary, Annotated annotated) {
        return new LiveCanary(
                canary.key(),
                canary.uid(),
                canary.parent(),
                canary.target(),
                canary.suspended(),
                canary.deleting(),
                canary.phase(),
                canary.phaseSince(),
                canary.openSince(),
                canary.spec(),
                canary.promoted(),
                canary.configs(),
                canary.tracked(),
                canary.weight(),
                canary.failedChecks(),
                canary.threshold(),
                canary.step(),
                canary.steps(),
                canary.interval(),
                canary.remaining(),
                canary.gates(),
                annotated,
                canary.details());
    }

    private static List<String> decidingOn(Rollouts rollouts) {
        Showing showing = rollouts.stage('a', "podinfo").showing();
        return showing == null ? List.of() : showing.approvers();
    }

    private static Annotated approvers(String who) {
        return new Annotated(null, null, null, List.of("slack:UU" + who), List.of());
    }

    private static Annotated channel(String id) {
        return new Annotated(id, null, null, List.of());
    }
}
