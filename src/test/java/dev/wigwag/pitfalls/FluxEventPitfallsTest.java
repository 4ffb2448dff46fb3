package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.AnEvent.error;
import static dev.wigwag.pitfalls.AnEvent.finished;
import static dev.wigwag.pitfalls.AnEvent.info;
import static dev.wigwag.pitfalls.Fleet.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.flux.ShortLivedProcess;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.flux.FluxEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the events of Flux say, and do not say: pitfalls of flux.md §13. */
@Timeout(60)
class FluxEventPitfallsTest {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @DisplayName("1: an event of severity info is no success")
    @CsvSource({
        "Progressing, Unknown, Progressing",
        "DependencyNotReady, False, Waiting",
        "HealthCheckCanceled, False, Progressing",
        "ReconciliationSucceeded, Unknown, Progressing"
    })
    void anInfoEventWithTheNewRevisionIsNotTakenForItsSuccess(String reason, String ready, String phase)
            throws Exception {
        fleet.at('a').with("apps", 'a').look();
        fleet.fetched('b');
        fleet.kustomization("apps", 'b', 'a', ready, reason, "not yet");

        fleet.hear(info(
                "Kustomization/apps",
                reason,
                "Deployment/shop/cart configured",
                Map.of("revision", revision('b'), "commit_status", "update")));

        assertThat(fleet.stages('b').get("Kustomization/apps")).startsWith(phase);
        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Progressing);
        fleet.succeeded("apps", 'b');
        fleet.hear(finished("apps", 'b', "2.084434647s"));
        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    @DisplayName("2: the event of success is repeated in every interval")
    void aSuccessThatIsRepeatedForEverIsHeardOnce() throws Exception {
        fleet.at('a').with("apps", 'a');
        assertThat(fleet.hear(finished("apps", 'a', "1.5s"))).isEqualTo(1);
        fleet.cluster.sandbox().requests().clear();

        for (int interval = 0; interval < 100; interval++) {
            assertThat(fleet.hear(finished("apps", 'a', "2.0" + interval + "s")))
                    .isZero();
        }

        assertThat(fleet.cluster.sandbox().requests().matching("POST|PUT|PATCH|DELETE", ".*"))
                .isEmpty();
        assertThat(fleet.rollouts()).hasSize(1);
    }

    @ParameterizedTest
    @DisplayName("3: a Kustomization that is being deleted sends events of success")
    @ValueSource(booleans = {true, false})
    void whatADeletedKustomizationTellsOfItsSuccessIsNotBelieved(boolean stillThere) throws Exception {
        fleet.at('a').with("apps", 'a').with("infra", 'a').look();
        fleet.fetched('b');
        fleet.kustomization("apps", 'b', 'a', "Unknown", "Progressing", "running");
        fleet.look();
        if (stillThere) {
            fleet.edit("Kustomization", "apps", object -> {
                object.getMetadata().setFinalizers(List.of("finalizers.fluxcd.io"));
                return object;
            });
        }
        fleet.delete("Kustomization", "apps");
        if (stillThere) {
            fleet.succeeded("apps", 'b');
        }

        fleet.hear(finished("apps", 'b', "1.2s"));
        fleet.process.hearTick();

        assertThat(fleet.stages('b'))
                .containsEntry("Kustomization/apps", "Superseded: deleted")
                .containsEntry("Kustomization/infra", "Pending");
    }

    @ParameterizedTest
    @DisplayName("4: a HelmRelease's revision is a chart's version")
    @ValueSource(
            strings = {"1.8.2", "6.6.1+0cc9a8446c95", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "main@sha1:bbbbbbbb"})
    void aChartsVersionIsNeverTakenForACommit(String version) throws Exception {
        fleet.at('b').with("apps", 'b');
        fleet.cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: cart
                  namespace: flux-system
                  labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}
                spec: {interval: 1m}
                status:
                  observedGeneration: 1
                  lastAttemptedRevision: "%1$s"
                  lastAppliedRevision: "%1$s"
                  conditions: [{type: Ready, status: Unknown, reason: Progressing, observedGeneration: 1}]
                """.formatted(version));

        fleet.hear(info("HelmRelease/cart", "UpgradeSucceeded", "Helm upgrade succeeded", Map.of("revision", version)));

        assertThat(fleet.stages('b')).containsEntry("HelmRelease/cart", "Progressing");
        assertThat(fleet.rollouts())
                .singleElement()
                .satisfies(one -> assertThat(one.spec().revision()).isEqualTo(revision('b')));
    }

    @ParameterizedTest
    @DisplayName("5: the digest of an OCI artifact is no commit")
    @CsvSource({"main@sha1:, true", "main/, true", "nothing, false"})
    void theCommitOfAnArtifactIsItsOriginAndNeverItsDigest(String origin, boolean known) throws Exception {
        String digest = "main@sha256:" + "d".repeat(64);
        String metadata =
                known ? "metadata: {org.opencontainers.image.revision: '" + origin + APush.sha('c') + "'}" : "size: 7";
        fleet.create("OCIRepository", "app", "interval: 1m, url: 'oci://ghcr.io/acme/app', ref: {tag: main}");
        fleet.status("OCIRepository", "app", """
                observedGeneration: 1
                artifact: {revision: "%s", %s}
                conditions: [{type: Ready, status: "True", reason: Succeeded}]
                """.formatted(digest, metadata));
        fleet.create("Kustomization", "web", "interval: 1m, sourceRef: {kind: OCIRepository, name: app}");

        fleet.hear(error(
                "Kustomization/web",
                "HealthCheckFailed",
                "health check failed",
                Map.of("revision", digest, "originRevision", origin + APush.sha('c'))));

        assertThat(fleet.cluster.ledger().of(new ObjectKey("OCIRepository", "flux-system", "app")))
                .singleElement()
                .satisfies(rollout -> {
                    assertThat(rollout.spec().revision()).isEqualTo(digest);
                    assertThat(
                                    rollout.spec().commit() == null
                                            ? null
                                            : rollout.spec().commit().sha())
                            .isEqualTo(known ? APush.sha('c') : null);
                });
    }

    @Test
    @DisplayName("7: errors of source-controller come without a revision")
    void anErrorWithoutARevisionIsReadFromTheSource() throws Exception {
        fleet.at('a').look();
        fleet.push(APush.of('b').over('a').at(90));
        fleet.source('a', "False", "GitOperationFailed", "failed to checkout: authentication required");

        fleet.hear(error("GitRepository/fleet", "GitOperationFailed", "failed to checkout", Map.of()));

        assertThat(fleet.says('b')).startsWith("Failed: ").contains("authentication required");
        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Succeeded);
        for (String kind : List.of("ImagePolicy", "ImageUpdateAutomation", "ArtifactGenerator")) {
            assertThat(fleet.hear(info(kind + "/fleet", "Succeeded", "", Map.of())))
                    .isZero();
        }
    }

    @ParameterizedTest
    @DisplayName("8: metadata comes without prefixes and is mixed with what users add")
    @ValueSource(strings = {"revision", "kustomize.toolkit.fluxcd.io/revision", "commit", "originRevision"})
    void noMetadataWhoeverWroteItDecidesWhatIsRolledOut(String key) throws Exception {
        fleet.at('a').with("apps", 'a');

        fleet.hear(info(
                "Kustomization/apps",
                "ReconciliationSucceeded",
                "finished",
                Map.of(key, revision('f'), "cluster", "prod", "summary", "all of it", "commit_status", "update")));

        assertThat(fleet.rollouts())
                .singleElement()
                .satisfies(one -> assertThat(one.spec().revision()).isEqualTo(revision('a')));
    }

    @Test
    @DisplayName("9: events have no id and no order, get lost and come twice")
    void inWhateverOrderAndHoweverOftenEventsComeThePictureIsTheSame() throws Exception {
        Random random = new Random(9);
        fleet.at('0').with("apps", '0').with("infra", '0').look();
        for (char commit : "123456789abcdef".toCharArray()) {
            fleet.fetched(commit);
            fleet.succeeded("infra", commit);
            fleet.kustomization("apps", commit, '0', "False", "BuildFailed", "no such file " + commit);
            List<FluxEvent> events = new ArrayList<>(List.of(
                    info("GitRepository/fleet", "NewArtifact", "stored", Map.of("revision", revision(commit))),
                    info("Kustomization/infra", "Progressing", "cart configured", Map.of()),
                    finished("infra", commit, "1s"),
                    error("Kustomization/apps", "BuildFailed", "no such file", Map.of()),
                    // One that has been under way since the commit before.
                    finished("apps", (char) (commit - 1), "2s")));
            events.addAll(events);
            Collections.shuffle(events, random);
            for (FluxEvent event : events.subList(0, 1 + random.nextInt(events.size()))) {
                fleet.hear(event);
            }

            assertThat(fleet.says(commit)).startsWith("Failed: 1/3 failed").contains("no such file " + commit);
            assertThat(fleet.stages(commit)).containsEntry("Kustomization/infra", "Succeeded");
            assertThat(fleet.process.hearTick()).as("left to put right").isZero();
        }
    }

    @Test
    @DisplayName("37: two notification-controllers, or one that restarts, do not know what was sent before")
    void anEventThatEachOfTwoControllersSendsIsHeardOnceByEveryProcessOfOurs() throws Exception {
        fleet.at('a').with("apps", 'a');
        FluxEvent event = finished("apps", 'a', "1s");
        CountDownLatch together = new CountDownLatch(2);
        ExecutorService senders = Executors.newFixedThreadPool(2);
        List<Integer> written = new ArrayList<>();
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (ShortLivedProcess process : List.of(fleet.process(), fleet.process())) {
                Callable<Integer> hearing = () -> {
                    together.countDown();
                    together.await();
                    return process.hearEvent(event.body());
                };
                answers.add(senders.submit(hearing));
            }
            for (Future<Integer> answer : answers) {
                written.add(answer.get());
            }
        } finally {
            senders.shutdownNow();
        }

        assertThat(written).contains(1);
        assertThat(fleet.rollouts()).singleElement().satisfies(one -> {
            assertThat(one.phase()).isEqualTo(Phase.Succeeded);
            assertThat(one.attempt()).isEqualTo(1);
        });
        assertThat(fleet.process().hearEvent(event.body())).isZero();
    }
}
