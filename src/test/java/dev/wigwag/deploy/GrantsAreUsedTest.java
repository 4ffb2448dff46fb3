package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Kind;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.KubeLedger;
import dev.wigwag.kube.LedgerWatch;
import dev.wigwag.kube.ServedVersions;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The verbs that our calls come to on the wire. A client may read before it writes or write by another method than its
 * own names suggest; RBAC looks at the wire.
 */
class GrantsAreUsedTest {
    private static final Kind GIT = new Kind("source.toolkit.fluxcd.io", "GitRepository", "gitrepositories");

    private final SandboxCluster cluster = SandboxCluster.start();
    private final ServedVersions served = new ServedVersions(cluster.client(), Clock.systemUTC());
    private final ClusterObjects objects = new ClusterObjects(cluster.client(), served);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theLedgerUsesEveryVerbOnRolloutsItIsGrantedAndNoOther() {
        WigwagConfig longLived = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
        KindWatches watches = new KindWatches(cluster.client(), served, longLived);
        LedgerWatch.follow(watches);
        watches.start();
        KubeLedger ledger = new KubeLedger(cluster.client());
        Rollout created = ledger.create(rollout());
        Rollout taken = ledger.replaceStatus(created.takenUp());
        ledger.replaceSpec(taken);
        ledger.find(created.key());
        ledger.of(created.source());
        ledger.forEach(rollout -> {});
        ledger.delete(ledger.find(created.key()).orElseThrow());

        try {
            await().untilAsserted(() -> assertThat(used()).isEqualTo(granted("wigwag.dev")));
        } finally {
            watches.stop();
        }
    }

    @Test
    void readingListingAndAskingASourceNeedsNoMoreThanIsGranted() {
        cluster.administrator().resource(gitRepository()).create();
        assertThat(objects.find(GIT, "flux-system", "gitops")).isPresent();
        objects.forEach(GIT, object -> {});
        assertThat(objects.annotate(GIT, "flux-system", "gitops", Map.of("a", "b")))
                .isTrue();

        assertThat(used())
                .containsExactlyInAnyOrder(
                        new Grant(GIT.group(), GIT.plural(), "get"),
                        new Grant(GIT.group(), GIT.plural(), "list"),
                        new Grant(GIT.group(), GIT.plural(), "patch"))
                .isSubsetOf(granted(GIT.group()));
    }

    @Test
    void askingAnObjectDoesNotReadItFirst() {
        cluster.administrator().resource(gitRepository()).create();
        objects.annotate(GIT, "flux-system", "gitops", Map.of("a", "b"));

        assertThat(used()).containsExactly(new Grant(GIT.group(), GIT.plural(), "patch"));
    }

    private Set<Grant> used() {
        return Grant.used(cluster);
    }

    private static Set<Grant> granted(String group) {
        return Grant.of(Manifests.in("rbac.yaml", ClusterRole.class, "wigwag")).stream()
                .filter(grant -> grant.group().equals(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Rollout rollout() {
        ObjectKey source = new ObjectKey("GitRepository", "flux-system", "gitops");
        String sha = "164832204e2e20915ad0a06c23bd19e85287aabd";
        return new Rollout(
                new RolloutKey(source.namespace(), "gitops-164832204e2e"),
                new RolloutSpec(
                        new RolloutSpec.Source(source.kind(), source.name()), "main@sha1:" + sha, null, null, null),
                null,
                null);
    }

    private static GenericKubernetesResource gitRepository() {
        GenericKubernetesResource source = new GenericKubernetesResource();
        source.setApiVersion("source.toolkit.fluxcd.io/v1");
        source.setKind("GitRepository");
        source.setMetadata(new ObjectMetaBuilder()
                .withNamespace("flux-system")
                .withName("gitops")
                .build());
        source.setAdditionalProperty("spec", Map.of("url", "https://github.com/acme/gitops"));
        return source;
    }
}
