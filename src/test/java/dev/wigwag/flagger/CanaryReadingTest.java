package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryReadingTest {
    private static final String PODINFO = """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {name: podinfo, namespace: test, uid: 0b9d8f1e-7c1a-4a59-9a55-2f6f4c1e8d77, generation: 4}
            spec:
              provider: gatewayapi:v1
              targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
              service: {port: 9898}
              analysis:
                interval: 30s
                threshold: 5
                maxWeight: 50
                stepWeight: 10
                webhooks:
                - {name: start, type: confirm-rollout, url: "http://flagger:hunter2@gates.ops/flagger/gates/rollout"}
                - {name: load, url: "http://flagger-loadtester.test/", metadata: {cmd: "hey"}}
                - {name: stop, type: rollback, url: "http://gates.ops/flagger/gates/rollback?token=hunter2"}
                - {name: odd, type: tomorrow, url: "no address"}
                - {name: feed, type: event, url: "http://gates.ops/flagger/event"}
            """;
    private static final String PROGRESSING = """
            status:
              phase: Progressing
              canaryWeight: 20
              failedChecks: 1
              iterations: 0
              lastAppliedSpec: 7c9f46d85b
              lastPromotedSpec: 56b8d4c97f
              lastTransitionTime: "2026-07-28T09:01:30Z"
              trackedConfigs: {configmap/podinfo-config: 3d1f0a77b2c9e854, secret/podinfo: 0d1f0a77b2c9e854}
              conditions:
              - {type: Promoted, status: Unknown, reason: Progressing, message: "New revision detected, progressing canary analysis.",
                 lastUpdateTime: "2026-07-28T09:00:30Z", lastTransitionTime: "2026-07-28T09:00:00Z"}
            """;

    @Test
    void aCanaryIsReadWhole() {
        CanaryReading canary = read(PODINFO + PROGRESSING);

        assertThat(canary.key()).hasToString("Canary/test/podinfo");
        assertThat(canary.uid()).isEqualTo("0b9d8f1e-7c1a-4a59-9a55-2f6f4c1e8d77");
        assertThat(canary.generation()).isEqualTo(4);
        assertThat(canary.target()).isEqualTo(new CanaryTarget("apps/v1", "Deployment", "podinfo"));
        assertThat(canary.target().primary()).isEqualTo("podinfo-primary");
        assertThat(canary.service()).isEqualTo("podinfo");
        assertThat(canary.plan().provider()).isEqualTo("gatewayapi:v1");
        assertThat(canary.plan().steps()).isEqualTo(5);
        assertThat(canary.step()).isEqualTo(2);
        assertThat(canary.suspended()).isFalse();
        assertThat(canary.deleting()).isFalse();
        CanaryStatus status = canary.status();
        assertThat(status.phase()).isEqualTo("Progressing");
        assertThat(status.weight()).isEqualTo(20);
        assertThat(status.failedChecks()).isEqualTo(1);
        assertThat(status.lastAppliedSpec()).isEqualTo("7c9f46d85b");
        assertThat(status.lastPromotedSpec()).isEqualTo("56b8d4c97f");
        assertThat(status.trackedConfigs()).containsExactlyInAnyOrder("configmap/podinfo-config", "secret/podinfo");
    }

    @Test
    void hooksAreReadWithoutTheSecretsInTheirAddresses() {
        CanaryReading canary = read(PODINFO);

        assertThat(canary.hooks())
                .containsExactly(
                        new CanaryHook("start", HookType.CONFIRM_ROLLOUT, "http://gates.ops/flagger/gates/rollout"),
                        new CanaryHook("load", HookType.ROLLOUT, "http://flagger-loadtester.test/"),
                        new CanaryHook("stop", HookType.ROLLBACK, "http://gates.ops/flagger/gates/rollback"),
                        new CanaryHook("odd", null, null),
                        new CanaryHook("feed", HookType.EVENT, "http://gates.ops/flagger/event"));
        assertThat(canary.hooks(HookType.ROLLBACK)).extracting(CanaryHook::name).containsExactly("stop");
        assertThat(canary.toString()).doesNotContain("hunter2");
    }

    @Test
    void pitfall11APhaseBeganWhenItsConditionWasUpdated() {
        CanaryStatus status = read(PODINFO + PROGRESSING).status();

        assertThat(status.phaseSince()).isEqualTo(Instant.parse("2026-07-28T09:00:30Z"));
        assertThat(status.waitSince()).isEqualTo(Instant.parse("2026-07-28T09:00:00Z"));
        assertThat(read(PODINFO + PROGRESSING.replace("09:01:30Z", "23:59:59Z")))
                .isEqualTo(read(PODINFO + PROGRESSING));
    }

    @Test
    void pitfalls09And10WhileAPromotionWaitsAllStepsAreDone() {
        CanaryReading canary = read(PODINFO + """
                status: {phase: WaitingPromotion, canaryWeight: 0, failedChecks: 0, iterations: -1}
                """);

        assertThat(canary.status().iterations()).isEqualTo(-1);
        assertThat(canary.status().weight()).isZero();
        assertThat(canary.step()).isEqualTo(5);
    }

    @Test
    void pitfall34AfterAGitRevertAFailedCanaryIsBackAtWhatWasPromoted() {
        assertThat(read(PODINFO + "status: {phase: Failed, lastAppliedSpec: a, lastPromotedSpec: a}")
                        .isBackAtPromoted())
                .isTrue();
        assertThat(read(PODINFO + "status: {phase: Failed, lastAppliedSpec: a, lastPromotedSpec: b}")
                        .isBackAtPromoted())
                .isFalse();
        assertThat(read(PODINFO + "status: {phase: Initializing}").isBackAtPromoted())
                .isFalse();
    }

    @Test
    void iterationsAreStepsOfAnAbTest() {
        String spec = PODINFO.replace("stepWeight: 10", "iterations: 10");

        assertThat(read(spec + "status: {phase: Progressing, iterations: 3, canaryWeight: 0}")
                        .step())
                .isEqualTo(3);
        assertThat(read(spec + "status: {phase: Progressing, iterations: 11, canaryWeight: 0}")
                        .step())
                .isEqualTo(10);
    }

    @Test
    void pitfall29BeforeFlaggerHasSeenItThereIsNoPhase() {
        CanaryReading canary = read(PODINFO);

        assertThat(canary.status()).isEqualTo(new CanaryStatus(null, 0, 0, 0, null, null, Set.of(), null, null, null));
        assertThat(canary.step()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'{name: web}', web", "'{name: \"\"}', podinfo", "'{port: 80}', podinfo", "'text', podinfo"})
    void theServiceIsItsOwnOrTheTargets(String service, String name) {
        assertThat(read(PODINFO.replace("{port: 9898}", service)).service()).isEqualTo(name);
    }

    @Test
    void theDigestOfConfigsChangesWithTheirContentOnly() {
        String digest = read(PODINFO + PROGRESSING).status().configDigest();

        assertThat(digest).matches("[0-9a-f]{16}");
        assertThat(read(PODINFO + PROGRESSING.replace("3d1f", "4d1f")).status().configDigest())
                .isNotEqualTo(digest);
        assertThat(read(PODINFO
                                + "status: {trackedConfigs: {secret/podinfo: 0d1f0a77b2c9e854, configmap/podinfo-config: 3d1f0a77b2c9e854}}")
                        .status()
                        .configDigest())
                .isEqualTo(digest);
    }

    @Test
    void suspensionAndDeletionAreSeen() {
        CanaryReading canary = read(PODINFO.replace("provider:", "suspend: true\n  provider:")
                .replace("generation: 4", "deletionTimestamp: \"2026-07-28T09:00:00Z\""));

        assertThat(canary.suspended()).isTrue();
        assertThat(canary.deleting()).isTrue();
        assertThat(canary.generation()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {}",
                "spec: text",
                "status: text",
                "{spec: {targetRef: [], analysis: {webhooks: [1, {}, {type: [], url: 5}]}}, status: {conditions: [], canaryWeight: x}}",
                "{status: {phase: {}, conditions: {a: b}, trackedConfigs: [a], iterations: 99999999999999}}"
            })
    void aCanaryOfAnyShapeIsRead(String rest) {
        CanaryReading canary = CanaryReading.of(Yaml.fields("metadata: {name: a, namespace: b}\n"
                + (rest.startsWith("{")
                        ? rest.substring(1, rest.length() - 1).replace(", status", "\nstatus")
                        : rest)));

        assertThat(canary.uid()).isEmpty();
        assertThat(canary.service()).isEqualTo("a");
        assertThat(canary.status().phase()).isNull();
        assertThat(canary.target().primary()).isNull();
    }

    @Test
    void tenThousandHooksAreCut() {
        String hooks = "- {name: x, url: \"http://x/\"}\n".repeat(10_000).indent(4);

        assertThat(CanaryReading.of(Yaml.fields(
                                "metadata: {name: a, namespace: b}\nspec:\n  analysis:\n    webhooks:\n" + hooks))
                        .hooks())
                .isEqualTo(Collections.nCopies(
                        CanaryReading.MOST_HOOKS, new CanaryHook("x", HookType.ROLLOUT, "http://x/")));
    }

    private static CanaryReading read(String yaml) {
        return CanaryReading.of(Yaml.fields(yaml));
    }
}
