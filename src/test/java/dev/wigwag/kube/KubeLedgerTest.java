package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutName;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeLedgerTest {
    private static final ObjectKey GITOPS = new ObjectKey("GitRepository", "flux-system", "gitops");
    private static final String SHA = "164832204e2e20915ad0a06c23bd19e85287aabd";

    private final TestCluster cluster = new TestCluster();
    private final KubeLedger ledger = cluster.ledger();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whatIsStoredReadsBackAsItWas() {
        Rollout stored = ledger.create(rollout(GITOPS, SHA));
        ledger.replaceStatus(stored.takenUp());

        Rollout read = ledger.find(stored.key()).orElseThrow();

        assertThat(read.spec()).isEqualTo(rollout(GITOPS, SHA).spec());
        assertThat(read.phase()).isEqualTo(Phase.Pending);
        assertThat(read.status().revision()).isEqualTo("main@1648322");
        assertThat(read.awaitsFold()).isFalse();
    }

    @Test
    void howARolloutAsksToBeShownReadsBackAndTakesNoRoomWhereItDoesNot() {
        Rollout stored =
                ledger.replaceStatus(ledger.create(rollout(GITOPS, SHA)).takenUp());
        Showing asked = new Showing(List.of("C1", "C2"), null, "production");
        Stage plain = stage("apps", null);
        Stage muted = stage("cart", new Showing(null, true, null, List.of("unreadable")));
        RolloutStatus status = new RolloutStatus(
                1, null, "main@1648322", Phase.Pending, "-", null, asked, List.of(plain, muted), null, null, null);

        ledger.replaceStatus(stored.withStatus(status));

        assertThat(ledger.find(stored.key()).orElseThrow().status()).isEqualTo(status);
        GenericKubernetesResource resource = resource();
        assertThat(resource.<Object>get("status", "showing"))
                .isEqualTo(Map.of("channels", List.of("C1", "C2"), "environment", "production"));
        assertThat(resource.<Map<String, Object>>get("status", "stages", 0)).doesNotContainKey("showing");
        assertThat(resource.<Object>get("status", "stages", 1, "showing"))
                .isEqualTo(Map.of("mute", true, "approvers", List.of("unreadable")));
    }

    private static Stage stage(String name, Showing showing) {
        return new Stage("Kustomization", "flux-system", name, StagePhase.Pending, null, null, null, null, showing);
    }

    private GenericKubernetesResource resource() {
        return cluster.sandbox()
                .administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .withName("gitops-164832204e2e")
                .require();
    }

    @Test
    void theResourceLooksAsTheContractSays() {
        ledger.replaceStatus(ledger.create(rollout(GITOPS, SHA)).takenUp());

        GenericKubernetesResource resource = resource();

        assertThat(resource.getMetadata().getLabels())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("wigwag.dev/source", "gitops", "wigwag.dev/source-kind", "GitRepository"));
        Map<String, Object> spec = resource.get("spec");
        assertThat(spec)
                .containsEntry("source", Map.of("kind", "GitRepository", "name", "gitops"))
                .containsEntry("revision", "main@sha1:" + SHA)
                .containsEntry("repository", "https://github.com/JasonMorgan/linkerd-demos");
        assertThat(resource.<Object>get("spec", "commit", "pushedAt")).isEqualTo("2026-11-23T05:00:00Z");
        Map<String, Object> status = resource.get("status");
        assertThat(status).containsEntry("attempt", 1).containsEntry("phase", "Pending");
        assertThat(status).doesNotContainKeys("stages", "approvals", "outlets", "conditions");
    }

    @Test
    void ofTwoWritersWhoReadTheSameVersionOneLosesAndChangesNothing() {
        Rollout read = ledger.create(rollout(GITOPS, SHA));
        KubeLedger other = cluster.ledger();
        other.replaceStatus(read.takenUp());

        ClusterException lost =
                catchThrowableOfType(ClusterException.class, () -> ledger.replaceStatus(read.takenUp()));

        assertThat(lost.fault()).isEqualTo(Fault.CONFLICT);
        assertThat(catchThrowableOfType(ClusterException.class, () -> ledger.replaceSpec(read))
                        .fault())
                .isEqualTo(Fault.CONFLICT);
        assertThat(catchThrowableOfType(ClusterException.class, () -> ledger.create(rollout(GITOPS, SHA)))
                        .fault())
                .isEqualTo(Fault.CONFLICT);
    }

    @Test
    void aNewSpecLeavesWhatOthersWroteIntoTheMetadata() {
        Rollout stored = ledger.create(rollout(GITOPS, SHA));
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .withName(stored.key().name())
                .edit(resource -> {
                    resource.getMetadata().setAnnotations(Map.of("team", "checkout"));
                    return resource;
                });
        Rollout read = ledger.find(stored.key()).orElseThrow();

        ledger.replaceSpec(read.withSpec(new RolloutSpec(
                read.spec().source(), read.spec().revision(), null, read.spec().commit(), "wigwag-0000000000000001")));

        GenericKubernetesResource resource = cluster.sandbox()
                .administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .withName(stored.key().name())
                .require();
        assertThat(resource.getMetadata().getAnnotations()).containsEntry("team", "checkout");
        assertThat(resource.<Object>get("spec", "request")).isEqualTo("wigwag-0000000000000001");
        assertThat(resource.<Object>get("spec", "repository")).isNull();
    }

    @Test
    void twoSourcesWhoseLabelsAreCutAlikeAreKeptApart() {
        ObjectKey bucket = new ObjectKey("Bucket", "flux-system", "gitops");
        ledger.create(rollout(GITOPS, SHA));
        ledger.create(rollout(bucket, SHA));

        assertThat(ledger.of(GITOPS)).extracting(Rollout::source).containsExactly(GITOPS);
        assertThat(ledger.of(bucket)).extracting(Rollout::source).containsExactly(bucket);
        assertThat(ledger.of(new ObjectKey("GitRepository", "other", "gitops"))).isEmpty();
    }

    @Test
    void allRolloutsAreShownPageByPage() {
        for (int i = 0; i < 230; i++) {
            ledger.create(
                    rollout(GITOPS, String.format("%040x", i + 1).replaceFirst("^0{12}", String.format("%012x", i))));
        }
        cluster.sandbox().requests().clear();
        List<Rollout> seen = new ArrayList<>();

        ledger.forEach(seen::add);

        assertThat(seen).hasSize(230);
        assertThat(cluster.sandbox().requests().count("GET", ".*/rollouts.*")).isEqualTo(3);
    }

    @Test
    void theRolloutsOfOneNamespaceAreShownPageByPageAndNoOthers() {
        ledger.create(rollout(new ObjectKey("GitRepository", "other", "gitops"), SHA));
        for (int i = 0; i < 120; i++) {
            ledger.create(rollout(GITOPS, String.format("%012x", i) + SHA.substring(12)));
        }
        cluster.sandbox().requests().clear();
        List<Rollout> seen = new ArrayList<>();

        ledger.forEachIn("flux-system", seen::add);

        assertThat(seen).hasSize(120).extracting(Rollout::source).containsOnly(GITOPS);
        assertThat(cluster.sandbox().requests().count("GET", ".*/namespaces/flux-system/rollouts.*"))
                .isEqualTo(2);
    }

    @Test
    void aRolloutMadeByHandWithoutASpecIsPassedOver() {
        cluster.create("""
                apiVersion: wigwag.dev/v1alpha1
                kind: Rollout
                metadata: {name: by-hand, namespace: flux-system, labels: {wigwag.dev/source: gitops, wigwag.dev/source-kind: GitRepository}}
                """);
        List<Rollout> seen = new ArrayList<>();

        ledger.forEach(seen::add);

        assertThat(seen).isEmpty();
        assertThat(ledger.of(GITOPS)).isEmpty();
        assertThat(ledger.find(new RolloutKey("flux-system", "by-hand"))).isEmpty();
    }

    @Test
    void aRolloutThatIsDeletedUnderOurHandsIsAConflictNotAMissingResource() {
        Rollout stored = ledger.create(rollout(GITOPS, SHA));
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .withName(stored.key().name())
                .delete();

        assertThat(catchThrowableOfType(ClusterException.class, () -> ledger.replaceStatus(stored.takenUp()))
                        .fault())
                .isEqualTo(Fault.CONFLICT);
        assertThat(catchThrowableOfType(ClusterException.class, () -> ledger.replaceSpec(stored))
                        .fault())
                .isEqualTo(Fault.CONFLICT);
    }

    @Test
    void troubleIsToldApart() {
        cluster.sandbox().faults().deny("create", "rollouts.wigwag.dev");
        assertThat(catchThrowableOfType(ClusterException.class, () -> ledger.create(rollout(GITOPS, SHA))))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.DENIED))
                .hasMessageContaining("k8s/base/rbac.yaml");

        cluster.sandbox().served().withdraw("wigwag.dev");
        assertThat(catchThrowableOfType(ClusterException.class, () -> ledger.of(GITOPS)))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NOT_SERVED))
                .hasMessageContaining("k8s/base/crd.yaml");
    }

    private static Rollout rollout(ObjectKey source, String sha) {
        Revision revision = Revision.ofCommit("main", sha);
        return new Rollout(
                new RolloutKey(source.namespace(), RolloutName.of(source, revision)),
                new RolloutSpec(
                        new RolloutSpec.Source(source.kind(), source.name()),
                        revision.toString(),
                        "https://github.com/JasonMorgan/linkerd-demos",
                        new Commit(
                                sha,
                                "Raise replicas",
                                "Ana",
                                "ana@example.org",
                                "ana",
                                Instant.parse("2026-11-23T05:00:00Z"),
                                null,
                                true,
                                null),
                        "wigwag-0123456789abcdef"),
                null,
                null);
    }
}
