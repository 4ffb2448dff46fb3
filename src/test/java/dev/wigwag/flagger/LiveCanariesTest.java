package dev.wigwag.flagger;

import static dev.wigwag.flagger.ACanaryObject.APPS;
import static dev.wigwag.flagger.ACanaryObject.BY_APPS;
import static dev.wigwag.flagger.ACanaryObject.BY_CART;
import static dev.wigwag.flagger.ACanaryObject.CART;
import static dev.wigwag.flagger.ACanaryObject.object;
import static dev.wigwag.flagger.ACanaryObject.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveCanariesTest {
    private static final String TARGET = "apiVersion: apps/v1, kind: Deployment, name: podinfo";

    @Test
    void aCanaryIsPutIntoTheCoresWords() {
        LiveCanary canary = of(BY_APPS, TARGET, """
                phase: Progressing, canaryWeight: 30, failedChecks: 2, iterations: 0, lastAppliedSpec: '7c9f46d85b',
                  lastPromotedSpec: '56b8d4c97f', lastTransitionTime: "2026-07-28T09:01:30Z",
                  trackedConfigs: {configmap/podinfo-config: 3d1f, secret/token: 4e2a, else/x: y, odd: z},
                  conditions: [{type: Promoted, status: Unknown, lastUpdateTime: "2026-07-28T09:00:00Z",
                  lastTransitionTime: "2026-07-28T08:59:00Z"}]""").get(0);

        assertThat(canary.key()).hasToString("Canary/test/podinfo");
        assertThat(canary.parent()).isEqualTo(APPS);
        assertThat(canary.target()).hasToString("Deployment/test/podinfo");
        assertThat(canary.phase()).isEqualTo(FlaggerPhase.Progressing);
        assertThat(canary.weight()).isEqualTo(30);
        assertThat(canary.step()).isEqualTo(3);
        assertThat(canary.steps()).isEqualTo(5);
        assertThat(canary.failedChecks()).isEqualTo(2);
        assertThat(canary.threshold()).isEqualTo(5);
        assertThat(canary.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(canary.phaseSince()).isEqualTo(Instant.parse("2026-07-28T09:00:00Z"));
        assertThat(canary.openSince()).isEqualTo(Instant.parse("2026-07-28T08:59:00Z"));
        assertThat(canary.tracked())
                .extracting(ObjectKey::toString)
                .containsExactlyInAnyOrder("ConfigMap/test/podinfo-config", "Secret/test/token");
        assertThat(canary.details()).isEmpty();
    }

    @Test
    void whatItsAnnotationsAskForIsKeptWhateverElseIsReadOfIt() {
        GenericKubernetesResource object =
                object(yaml("podinfo", BY_APPS, TARGET, "").replace("name: podinfo, namespace: test,", """
                        name: podinfo, namespace: test, annotations: {wigwag.dev/mute: "true"},"""));

        LiveCanary canary = LiveCanaries.of(object).get(0);

        assertThat(canary.annotated()).isEqualTo(new Annotated(null, true, null, List.of()));
        assertThat(canary.with(new CanaryDetails("a", "b", null, null, null, null))
                        .annotated())
                .isEqualTo(canary.annotated());
    }

    @Test
    void whatFlaggerRewritesAtEveryTickIsNotInIt() {
        String status = "phase: Failed, canaryWeight: 0, failedChecks: 0, lastTransitionTime: '%s'";

        assertThat(of(BY_APPS, TARGET, status.formatted("2026-07-28T09:01:30Z")))
                .isEqualTo(of(BY_APPS, TARGET, status.formatted("2026-07-28T09:02:00Z")));
    }

    @Test
    void oneWithTheLabelsOfTwoIsThereOnceForEach() {
        assertThat(of(BY_APPS + ", " + BY_CART, TARGET, ""))
                .extracting(LiveCanary::parent)
                .containsExactly(CART, APPS);
        assertThat(of(BY_CART, TARGET, "")).extracting(LiveCanary::parent).containsExactly(CART);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app: podinfo",
                "kustomize.toolkit.fluxcd.io/name: apps",
                "kustomize.toolkit.fluxcd.io/name: '', kustomize.toolkit.fluxcd.io/namespace: flux-system"
            })
    void oneThatFluxDidNotApplyIsPassedOver(String labels) {
        assertThat(of(labels, TARGET, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kind: Deployment", "name: podinfo", "kind: [Deployment], name: podinfo"})
    void oneThatLooksAfterNothingIsPassedOver(String target) {
        assertThat(of(BY_APPS, target, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', None", "phase: Promoting, Promoting", "phase: Paused, Unknown"})
    void aPhaseOfTomorrowIsNotGuessed(String status, FlaggerPhase phase) {
        assertThat(of(BY_APPS, TARGET, status))
                .first()
                .extracting(LiveCanary::phase)
                .isEqualTo(phase);
    }

    private static List<LiveCanary> of(String labels, String target, String status) {
        return LiveCanaries.of(object(yaml("podinfo", labels, target, status)));
    }
}
