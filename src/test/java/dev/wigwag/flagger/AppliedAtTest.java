package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AppliedAtTest {
    @Test
    void itIsTheLatestTimeThatFluxHasChangedTheObject() {
        assertThat(of("""
                - {manager: kustomize-controller, operation: Apply, time: "2026-07-28T09:00:00Z"}
                - {manager: helm-controller, operation: Update, time: "2026-07-28T09:01:00Z"}
                - {manager: flagger, operation: Update, time: "2026-07-28T09:02:00Z"}
                - {manager: kubectl, operation: Update, time: "2026-07-28T09:03:00Z"}
                """)).isEqualTo(Instant.parse("2026-07-28T09:01:00Z"));
    }

    @Test
    void aStatusThatFluxWritesIsNoChange() {
        assertThat(of("""
                - {manager: kustomize-controller, operation: Apply, subresource: "", time: "2026-07-28T09:00:00Z"}
                - {manager: kustomize-controller, operation: Apply, subresource: status, time: "2026-07-28T09:09:00Z"}
                """)).isEqualTo(Instant.parse("2026-07-28T09:00:00Z"));
    }

    @Test
    void withoutSuchATimeItIsUnknown() {
        assertThat(of("- {manager: kubectl, operation: Update, time: \"2026-07-28T09:03:00Z\"}"))
                .isNull();
        assertThat(of("""
                - {manager: kustomize-controller, operation: Apply}
                - {operation: Apply, time: "2026-07-28T09:03:00Z"}
                - {manager: helm-controller, operation: Apply, time: "soon"}
                """)).isNull();
        assertThat(AppliedAt.of(ACanaryObject.object("kind: Deployment\nmetadata: {name: podinfo}")))
                .isNull();
    }

    private static Instant of(String entries) {
        return AppliedAt.of(ACanaryObject.object(
                "kind: Deployment\nmetadata:\n  name: podinfo\n  managedFields:\n" + entries.indent(2)));
    }
}
