package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationReadingTest {
    private static final String OLD = "1".repeat(40);
    private static final String NEW = "2".repeat(40);

    @Test
    void oneThatFailsItsHealthCheckIsReadWhole() {
        Member member = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: apps
                  namespace: team-a
                  generation: 7
                  labels: {kustomize.toolkit.fluxcd.io/name: root, kustomize.toolkit.fluxcd.io/namespace: flux-system}
                spec:
                  sourceRef: {kind: GitRepository, name: fleet, namespace: flux-system}
                  dependsOn: [{name: infra}, {name: certs, namespace: flux-system}]
                status:
                  observedGeneration: 6
                  lastAttemptedRevision: main@sha1:%s
                  lastAppliedRevision: main@sha1:%s
                  conditions:
                  - {type: Reconciling, status: "True", reason: ProgressingWithRetry}
                  - {type: Ready, status: "False", reason: HealthCheckFailed, observedGeneration: 7,
                     lastTransitionTime: "2026-08-12T09:46:12Z", message: "health check failed"}
                """.formatted(NEW, OLD));

        LiveMember live = member.live();
        assertThat(live.key()).hasToString("Kustomization/team-a/apps");
        assertThat(member.feed()).contains(new ObjectKey("GitRepository", "flux-system", "fleet"));
        assertThat(live.parent()).contains(new ObjectKey("Kustomization", "flux-system", "root"));
        assertThat(live.attempted()).contains(Revision.parse("main@sha1:" + NEW));
        assertThat(live.applied()).contains(Revision.parse("main@sha1:" + OLD));
        assertThat(live.ready())
                .isEqualTo(new Ready(
                        Ready.State.False,
                        "HealthCheckFailed",
                        "health check failed",
                        Instant.parse("2026-08-12T09:46:12Z")));
        assertThat(live.dependsOn())
                .isEqualTo(List.of(
                        new ObjectKey("Kustomization", "team-a", "infra"),
                        new ObjectKey("Kustomization", "flux-system", "certs")));
        assertThat(live.observed()).isTrue();
        assertThat(live.stalled()).isFalse();
        assertThat(live.suspended()).isFalse();
        assertThat(live.deleting()).isFalse();
        assertThat(live.changedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1beta1", "v1beta2", "v1"})
    void revisionsOfTheOldFormAreReadInEveryVersion(String version) {
        LiveMember live = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/%s
                kind: Kustomization
                metadata: {name: apps, namespace: team-a}
                spec: {sourceRef: {kind: GitRepository, name: fleet}}
                status: {lastAppliedRevision: main/%s}
                """.formatted(version, OLD)).live();

        assertThat(live.applied()).contains(Revision.parse("main@sha1:" + OLD));
    }

    @ParameterizedTest
    @CsvSource({
        "'{kind: GitRepository, name: a}', GitRepository/team-a/a",
        "'{kind: OCIRepository, name: a}', OCIRepository/team-a/a",
        "'{kind: Bucket, name: a, namespace: b}', Bucket/b/a",
        "'{kind: ExternalArtifact, name: a}', none",
        "'{kind: GitRepository}', none",
        "'{name: a}', none",
        "'text', none",
        "'{kind: [], name: {}}', none"
    })
    void theSourceIsTheOneItNames(String reference, String source) {
        Member member = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: team-a}
                spec: {sourceRef: %s}
                """.formatted(reference));

        assertThat(member.feed().map(ObjectKey::toString).orElse("none")).isEqualTo(source);
    }

    @Test
    void theOneThatAppliesItselfHasNoParent() {
        LiveMember live = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: flux-system
                  namespace: flux-system
                  labels: {kustomize.toolkit.fluxcd.io/name: flux-system, kustomize.toolkit.fluxcd.io/namespace: flux-system}
                spec: {sourceRef: {kind: GitRepository, name: flux-system}}
                """).live();

        assertThat(live.parent()).isEmpty();
    }

    @Test
    void whatIsMissingOrOfAnotherShapeIsAbsent() {
        LiveMember live = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: team-a, generation: 2, labels: {kustomize.toolkit.fluxcd.io/name: x}}
                spec: {suspend: "true", dependsOn: [x, {}, {name: 4}]}
                status:
                  lastAppliedRevision: [a]
                  lastAttemptedRevision: ":::"
                  conditions: [text, {type: Ready, status: Absent}]
                """).live();

        assertThat(live.parent()).isEmpty();
        assertThat(live.applied()).isEmpty();
        assertThat(live.attempted()).isEmpty();
        assertThat(live.dependsOn()).isEmpty();
        assertThat(live.suspended()).isFalse();
        assertThat(live.ready()).isEqualTo(Ready.ABSENT);
        assertThat(live.observed()).isFalse();
    }

    @Test
    void aStallASuspensionAndADeletionAreSeen() {
        LiveMember live = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: team-a, deletionTimestamp: "2026-08-12T09:46:12Z"}
                spec: {suspend: true}
                status: {conditions: [{type: Stalled, status: "True"}]}
                """).live();

        assertThat(live.suspended()).isTrue();
        assertThat(live.deleting()).isTrue();
        assertThat(live.stalled()).isTrue();
    }

    @Test
    void aMessageIsCutSoThatTenThousandOfThemFitInMemory() {
        LiveMember live = read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: team-a}
                status: {conditions: [{type: Ready, status: "False", reason: BuildFailed, message: "%s"}]}
                """.formatted("x".repeat(39_000))).live();

        assertThat(live.ready().message()).hasSize(2_000).endsWith("…");
    }

    private static Member read(String yaml) {
        return new KustomizationReading(Yaml.fields(yaml)).member();
    }
}
