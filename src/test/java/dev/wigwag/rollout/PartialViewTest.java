package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartialViewTest {
    private static final Instant NOON = APush.NOON;
    private static final Stage SOURCE = stage("GitRepository", "gitops", StagePhase.Succeeded, null);
    private static final Stage APPS = stage("Kustomization", "apps", StagePhase.Succeeded, null);
    private static final Stage CART = stage("HelmRelease", "cart", StagePhase.Failed, "HealthCheckFailed: crash");
    private static final Stage SHOP = stage("HelmRelease", "shop", StagePhase.Progressing, null);

    @Test
    void whoSeesEverythingSeesTheRolloutItself() {
        Rollout whole =
                rollout(Phase.Failed, "1/3 failed: cart", Map.of("Failed", 1, "Succeeded", 2), SOURCE, APPS, CART);

        assertThat(PartialView.of(whole, whole.status().stages(), true)).isSameAs(whole);
    }

    @Test
    void whomElseItConcernsIsToldToNobodyWhoSeesTheirOwnAlone() {
        Stage docs = stage("Kustomization", "docs", StagePhase.Unchanged, null);
        Stage podinfo = new Stage(
                "Canary",
                "apps",
                "podinfo",
                StagePhase.Progressing,
                null,
                NOON,
                null,
                new CanaryProgress(
                        null,
                        null,
                        null,
                        CanaryProgress.Attribution.certain,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        Changes changes = new Changes(
                null,
                null,
                null,
                3,
                true,
                2,
                null,
                null,
                List.of(new Changes.OfCanary("apps/podinfo", "x", 5), new Changes.OfCanary("apps/other", "x", 5)));
        Rollout whole =
                rollout(Phase.Progressing, "on its way", Map.of("Succeeded", 2, "Unchanged", 1), SOURCE, APPS, docs);
        Rollout knowing =
                whole.withSpec(whole.spec().bringing(changes, FoldOfImpactTest.touching("apps", "secret-project")));

        Rollout theirs = PartialView.of(knowing, List.of(APPS, docs, podinfo), false);
        Rollout untouched = PartialView.of(knowing, List.of(docs), false);

        assertThat(theirs.spec().impact().words("flux-system", 9)).isEqualTo("touches 1 of 2: apps");
        assertThat(theirs.spec().changes().canaries())
                .extracting(Changes.OfCanary::canary)
                .containsExactly("apps/podinfo");
        assertThat(theirs.status().summary()).startsWith("1/2 ready, 1 unchanged");
        assertThat(untouched.spec().impact().words()).isEqualTo("touches none of 1");
        assertThat(untouched.spec().changes().words()).isEqualTo("3 commits by 2 people");
        assertThat(untouched.phase()).isEqualTo(Phase.Succeeded);
        assertThat(untouched.status().summary()).isEqualTo("1 unchanged");
        assertThat(PartialView.of(knowing, List.of(podinfo), false).spec().impact())
                .isNull();
        assertThat(PartialView.of(knowing, List.of(SOURCE, APPS), true).spec()).isEqualTo(knowing.spec());
    }

    @Test
    void nobodyIsAlarmedByTheFailureOfOthers() {
        Rollout whole =
                rollout(Phase.Failed, "1/3 failed: cart", Map.of("Failed", 1, "Succeeded", 2), SOURCE, APPS, CART);

        RolloutStatus apps = PartialView.of(whole, List.of(SOURCE, APPS), true).status();
        RolloutStatus cart = PartialView.of(whole, List.of(CART), false).status();

        assertThat(apps.phase()).isEqualTo(Phase.Succeeded);
        assertThat(apps.summary()).isEqualTo("2/2 ready");
        assertThat(apps.counts()).isEqualTo(Map.of("Succeeded", 2));
        assertThat(cart.phase()).isEqualTo(Phase.Failed);
        assertThat(cart.summary()).isEqualTo("1/1 failed: cart HealthCheckFailed: crash");
        assertThat(cart.stages()).containsExactly(CART);
    }

    @Test
    void whoseOwnStagesGoOnSeesItGoOn() {
        Rollout whole = rollout(
                Phase.Failed,
                "1/4 failed: cart",
                Map.of("Failed", 1, "Succeeded", 1, "Progressing", 1),
                SOURCE,
                SHOP,
                CART);

        assertThat(PartialView.of(whole, List.of(SHOP), false).phase()).isEqualTo(Phase.Progressing);
    }

    @Test
    void whatIsOnlyCountedGoesWithTheSource() {
        Rollout whole = rollout(
                Phase.Failed,
                "8/203 failed",
                Map.of("Failed", 8, "Succeeded", 194, "Progressing", 1),
                SOURCE,
                APPS,
                CART);

        assertThat(PartialView.of(whole, List.of(SOURCE, APPS), true).status().counts())
                .isEqualTo(Map.of("Failed", 7, "Succeeded", 194, "Progressing", 1));
        assertThat(PartialView.of(whole, List.of(CART), false).status().counts())
                .isEqualTo(Map.of("Failed", 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"Pending", "Superseded"})
    void thatItWaitsOrWasOvertakenConcernsAll(Phase phase) {
        Rollout whole = rollout(phase, "in common", Map.of("Failed", 1, "Progressing", 1), SOURCE, SHOP, CART);

        RolloutStatus shop = PartialView.of(whole, List.of(SHOP), false).status();

        assertThat(shop.phase()).isEqualTo(phase);
        assertThat(shop.summary()).isEqualTo("in common");
        assertThat(shop.counts()).isEqualTo(Map.of("Progressing", 1));
    }

    @Test
    void whoWasThroughBeforeItWasOvertakenStaysSo() {
        Stage ended = stage("HelmRelease", "shop", StagePhase.Superseded, null);
        Rollout whole = rollout(
                Phase.Superseded, "overtaken by main@b", Map.of("Succeeded", 2, "Superseded", 1), SOURCE, APPS, ended);

        assertThat(PartialView.of(whole, List.of(APPS), false).phase()).isEqualTo(Phase.Succeeded);
        assertThat(PartialView.of(whole, List.of(APPS, ended), false).phase()).isEqualTo(Phase.Superseded);
    }

    @Test
    void aRunThatNoCommitStartedIsToldByItself() {
        CanaryProgress progress = new CanaryProgress(
                "Progressing",
                "uid-1",
                null,
                CanaryProgress.Attribution.none,
                30,
                3,
                5,
                0,
                5,
                null,
                null,
                null,
                null,
                null);
        Stage run = new Stage("Canary", "test", "podinfo", StagePhase.Progressing, null, NOON, null, progress);
        Rollout whole = rollout(Phase.Succeeded, "1/1 ready", Map.of("Succeeded", 1), SOURCE, run);

        RolloutStatus seen = PartialView.of(whole, List.of(run), false).status();

        assertThat(seen.phase()).isEqualTo(Phase.Succeeded);
        assertThat(seen.summary()).isEqualTo("podinfo.test canary 30% (step 3 of 5)");
        assertThat(seen.counts()).isEmpty();
    }

    @Test
    void theSourcesTroubleAndOthersApprovalsAreKeptToThemselves() {
        Approval cart = approval("shop/cart");
        Approval other = approval("shop/other");
        Condition trouble = new Condition("SourceReady", "False", "Broken", "no route to host", NOON);
        Condition other2 = new Condition("Superseded", "True", "Overtaken", "main@sha1:b", NOON);
        Rollout whole = withAll(List.of(cart, other), List.of(trouble, other2));

        RolloutStatus seen = PartialView.of(whole, List.of(CART), false).status();
        RolloutStatus ofSource = PartialView.of(whole, List.of(SOURCE), true).status();

        assertThat(seen.approvals()).containsExactly(cart);
        assertThat(seen.conditions()).containsExactly(other2);
        assertThat(ofSource.approvals()).isEmpty();
        assertThat(ofSource.conditions()).containsExactly(trouble, other2);
    }

    @Test
    void whoSeesNoneOfItAnyMoreIsToldThatItIsOverForThem() {
        Rollout none = PartialView.none(
                rollout(Phase.Failed, "1/2 failed: cart", Map.of("Failed", 1, "Succeeded", 1), SOURCE, CART));

        assertThat(none.phase()).isEqualTo(Phase.Superseded);
        assertThat(none.status().stages()).isEmpty();
        assertThat(none.status().counts()).isEmpty();
        assertThat(none.status().conditions()).extracting(Condition::reason).containsExactly("Rerouted");
        assertThat(none.status().summary()).doesNotContain("cart").startsWith("shown elsewhere");
    }

    private static Stage stage(String kind, String name, StagePhase phase, String message) {
        return new Stage(
                kind, kind.equals("HelmRelease") ? "shop" : "flux-system", name, phase, message, NOON, null, null);
    }

    private static Approval approval(String canary) {
        return new Approval(
                Gate.promotion,
                canary,
                "uid-1",
                Approval.Decision.approve,
                "slack:U1",
                NOON,
                null,
                null,
                null,
                null,
                null);
    }

    private static Rollout withAll(List<Approval> approvals, List<Condition> conditions) {
        Rollout whole = rollout(Phase.Failed, "1/2 failed", Map.of("Failed", 1, "Succeeded", 1), SOURCE, CART);
        RolloutStatus status = whole.status();
        return whole.withStatus(new RolloutStatus(
                1,
                null,
                status.revision(),
                status.phase(),
                status.summary(),
                status.counts(),
                status.stages(),
                approvals,
                List.of(),
                conditions));
    }

    private static Rollout rollout(Phase phase, String summary, Map<String, Integer> counts, Stage... stages) {
        return new Rollout(
                new RolloutKey("flux-system", "gitops-a"),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        "main@sha1:" + APush.sha('a'),
                        null,
                        null,
                        null),
                new RolloutStatus(1, null, "main@a", phase, summary, counts, List.of(stages), null, null, null),
                null);
    }
}
