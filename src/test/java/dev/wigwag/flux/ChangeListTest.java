package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeListTest {
    private static final ObjectKey PODINFO = new ObjectKey("Deployment", "test", "podinfo");
    private static final String REVISION = "main@sha1:" + APush.sha('a');

    @Test
    void whatWasCreatedOrChangedIsTaken() {
        assertThat(ChangeList.of("""
                        Deployment/test/podinfo configured
                        ConfigMap/test/podinfo-config created
                        Secret/test/podinfo.v2 configured
                        Canary/test/podinfo created
                        HelmRelease/shop/cart configured
                        """))
                .extracting(ObjectKey::toString)
                .containsExactlyInAnyOrder(
                        "Deployment/test/podinfo",
                        "ConfigMap/test/podinfo-config",
                        "Secret/test/podinfo.v2",
                        "Canary/test/podinfo",
                        "HelmRelease/shop/cart");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment/test/podinfo deleted",
                "Deployment/test/podinfo unchanged",
                "Deployment/test/podinfo skipped",
                "Job/test/migrate created",
                "Namespace/test created",
                "Deployment/podinfo configured",
                "Deployment/test/podinfo",
                "Deployment/test/podinfo configured (server dry run)",
                "Deployment/Test/podinfo configured",
                "Deployment/test/-podinfo configured",
                "Deployment/test/.. configured",
                "deployment/test/podinfo configured",
                "Health check passed in 10ms",
                "Reconciliation finished in 1s, next run in 1m0s",
                ""
            })
    @NullSource
    void whatSaysNoSuchThingChangesNothing(String message) {
        assertThat(ChangeList.of(message)).isEmpty();
    }

    @Test
    void blanksAroundALineAndRepetitionsDoNotMatter() {
        assertThat(ChangeList.of(
                        "  Deployment/test/podinfo configured \r\n\n\tDeployment/test/podinfo configured\nrest"))
                .containsExactly(PODINFO);
    }

    @Test
    void ofAHugeListAPartIsTaken() {
        String many = IntStream.range(0, 20_000)
                .mapToObj(i -> "Deployment/test/d" + i + " created")
                .collect(Collectors.joining("\n"));

        assertThat(ChangeList.of(many)).hasSize(500);
        assertThat(ChangeList.of("x\n".repeat(20_000) + "Deployment/test/podinfo created"))
                .isEmpty();
        assertThat(ChangeList.of("D".repeat(1_000_000))).isEmpty();
    }

    @Test
    void whateverIsSentNamesOnlyObjectsThatCanExist() {
        Random random = new Random(2);
        String alphabet = "Deploymntconfigured/ -.\u00fc\n\u202e\u0000";
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining("", "Deployment/test/", " configured"));
            assertThat(ChangeList.of(text))
                    .allSatisfy(
                            object -> assertThat(ObjectKey.possible(object.kind(), object.namespace(), object.name()))
                                    .contains(object));
        }
    }

    @Test
    void onlyAKustomizationThatNamesItsRevisionSaysWhatARevisionChanged() throws Exception {
        assertThat(changes("Kustomization", REVISION))
                .contains(new ChangeSet(
                        new ObjectKey("Kustomization", "flux-system", "apps"),
                        Revision.read(REVISION).orElseThrow(),
                        Set.of(PODINFO)));
        assertThat(changes("Kustomization", "")).isEmpty();
        assertThat(changes("HelmRelease", REVISION)).isEmpty();
    }

    private static Optional<ChangeSet> changes(String kind, String revision) throws Exception {
        String body = """
                {"involvedObject": {"kind": "%s", "namespace": "flux-system", "name": "apps"}, "reason": "Progressing",
                 "severity": "info", "message": "Deployment/test/podinfo configured\\nJob/test/x created",
                 "metadata": {"revision": "%s"}}""".formatted(kind, revision);
        return FluxEvent.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .changes();
    }
}
