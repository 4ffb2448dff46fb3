package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmReleaseReadingTest {
    @Test
    void pitfall04AChartVersionIsNeverTakenForACommit() {
        LiveMember live = release(
                        "", "status: {lastAttemptedRevision: 1.8.2, lastAppliedRevision: %s}".formatted("1".repeat(40)))
                .live();

        assertThat(live.attempted()).isEmpty();
        assertThat(live.applied()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chart: {spec: {chart: a, sourceRef: {kind: HelmRepository, name: charts}}} | HelmRepository/shop/charts",
                "chart: {spec: {chart: ./a, sourceRef: {kind: GitRepository, name: f, namespace: o}}} | GitRepository/o/f",
                "chart: {spec: {chart: a, sourceRef: {kind: Bucket, name: b}}} | Bucket/shop/b",
                "chartRef: {kind: OCIRepository, name: cart} | OCIRepository/shop/cart",
                "chartRef: {kind: HelmChart, name: cart, namespace: charts} | HelmChart/charts/cart",
                "chartRef: {kind: ExternalArtifact, name: cart} | none",
                "interval: 1m | none"
            })
    void theChartLeadsToItsSource(String spec, String feed) {
        Member member = release("", "spec: {%s}".formatted(spec));

        assertThat(member.feed().map(ObjectKey::toString).orElse("none")).isEqualTo(feed);
    }

    @Test
    void itWasChangedWhenKustomizeControllerLastAppliedAnotherSpec() {
        Member member = release("""
                  creationTimestamp: "2026-08-01T00:00:00Z"
                  managedFields:
                  - {manager: kustomize-controller, operation: Apply, time: "2026-08-02T00:00:00Z"}
                  - {manager: kustomize-controller, operation: Apply, time: "2026-08-03T00:00:00Z"}
                  - {manager: kustomize-controller, operation: Update, time: "2026-08-04T00:00:00Z"}
                  - {manager: helm-controller, operation: Update, subresource: status, time: "2026-08-05T00:00:00Z"}
                  - {manager: kustomize-controller, operation: Apply}
                """, "");

        assertThat(member.live().changedAt()).isEqualTo(Instant.parse("2026-08-03T00:00:00Z"));
    }

    @Test
    void oneThatPeopleMadeWasChangedWhenItWasMade() {
        Member member = release("  creationTimestamp: \"2026-08-01T00:00:00Z\"", "");

        assertThat(member.live().changedAt()).isEqualTo(Instant.parse("2026-08-01T00:00:00Z"));
        assertThat(release("", "").live().changedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observedGeneration: 3, conditions: [{type: Ready, status: 'True'}] | true",
                "observedGeneration: 2, conditions: [{type: Ready, status: 'True'}] | false",
                "observedGeneration: 2, conditions: [{type: Ready, status: 'False', observedGeneration: 3}] | true",
                "observedGeneration: 3, conditions: [{type: Ready, status: 'True', observedGeneration: 2}] | false",
                "conditions: [] | false"
            })
    void pitfall38AFailingGenerationIsSeenByTheConditionsOwnGeneration(String status, boolean observed) {
        Member member = release("  generation: 3", "status: {%s}".formatted(status));

        assertThat(member.live().observed()).isEqualTo(observed);
    }

    @Test
    void theKustomizationThatAppliesItIsItsParent() {
        Member member = release(
                "  labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}",
                "spec: {dependsOn: [{name: db}]}");

        assertThat(member.live().parent()).contains(new ObjectKey("Kustomization", "flux-system", "apps"));
        assertThat(member.live().dependsOn()).containsExactly(new ObjectKey("HelmRelease", "shop", "db"));
    }

    private static Member release(String metadata, String rest) {
        return new HelmReleaseReading(Yaml.fields("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: cart
                  namespace: shop
                """ + metadata + "\n" + rest)).member();
    }
}
