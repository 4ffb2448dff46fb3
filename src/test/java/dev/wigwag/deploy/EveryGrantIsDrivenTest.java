package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.OutletBudget;
import dev.wigwag.engine.OutletTurns;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.flagger.FlaggerProcess;
import dev.wigwag.flux.FluxWatches;
import dev.wigwag.flux.ShortLivedProcess;
import dev.wigwag.kube.CanaryEvents;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.LeasedTurns;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.OpenRun;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.sandbox.cluster.ServedKind;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that follows Flux and Flagger, driven on the wire: what is granted on their objects is used, and nothing else
 * is. What our own ledger needs is driven by {@link GrantsAreUsedTest}.
 */
@Timeout(60)
class EveryGrantIsDrivenTest {
    private static final String SOURCES = "source.toolkit.fluxcd.io/v1";

    private static final OutletBudget BUDGET = OutletBudget.every(Duration.ofSeconds(1));

    private final TestCluster cluster = new TestCluster();
    private final WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
    private final KindWatches watches = new KindWatches(cluster.client(), cluster.served(), config);
    private final ShortLivedProcess process = new ShortLivedProcess(cluster, Clock.systemUTC());
    private final Canaries canaries = FlaggerProcess.canaries(cluster);

    @BeforeEach
    void fill() {
        cluster.sandbox().served().serve(new ServedKind("apps", "v1", "DaemonSet", "daemonsets", true, true));
        cluster.sandbox().served().serve(ServedKind.custom("serving.knative.dev", "v1", "Service", "services"));
        object(SOURCES, "GitRepository", "fleet", "url: 'https://github.com/acme/fleet'");
        object(SOURCES, "OCIRepository", "podinfo", "url: 'oci://ghcr.io/acme/podinfo', ref: {tag: latest}");
        object(SOURCES, "Bucket", "bucket", "bucketName: b");
        object(SOURCES, "HelmRepository", "charts", "type: oci, url: 'oci://ghcr.io/acme'");
        object(SOURCES, "HelmChart", "podinfo", "chart: podinfo, sourceRef: {kind: HelmRepository, name: charts}");
        object("image.toolkit.fluxcd.io/v1", "ImageRepository", "podinfo", "image: ghcr.io/acme/podinfo");
        object(
                "kustomize.toolkit.fluxcd.io/v1",
                "Kustomization",
                "apps",
                "sourceRef: {kind: GitRepository, name: fleet}");
        object(
                "helm.toolkit.fluxcd.io/v2",
                "HelmRelease",
                "cart",
                "chart: {spec: {chart: podinfo, sourceRef: {kind: HelmRepository, name: charts}}}");
        canary("deployed", "apps/v1", "Deployment", "Failed");
        canary("everywhere", "apps/v1", "DaemonSet", "WaitingPromotion");
        canary("served", "serving.knative.dev/v1", "Service", "Progressing");
    }

    @AfterEach
    void stop() {
        watches.stop();
        cluster.close();
    }

    @Test
    void whatIsGrantedOnTheObjectsOfOthersIsUsedAndNothingElseIs() {
        process.hearTick();
        List.of(
                        "GitRepository/fleet",
                        "OCIRepository/podinfo",
                        "Bucket/bucket",
                        "HelmChart/podinfo",
                        "Kustomization/apps",
                        "HelmRelease/cart")
                .forEach(object -> process.hearHint(key(object)));
        process.ask(key("GitRepository/fleet"), "token");
        process.ask(key("Kustomization/apps"), "token");
        process.hearPackage(new PackagePublished(
                "guid",
                "acme/podinfo",
                RepositoryUrl.of("ghcr.io/acme/podinfo").orElseThrow(),
                Set.of("latest"),
                "sha256:" + "d".repeat(64)));
        for (LiveCanary canary : canaries.all().under(key("Kustomization/apps"))) {
            canaries.details(canary);
            new CanaryEvents(cluster.client()).taken(decisionOn(canary));
        }
        FluxWatches.follow(watches, config);
        FlaggerProcess.follow(watches, config);
        cluster.namespaces(watches);
        watches.start();

        await().untilAsserted(() -> assertThat(used()).isEqualTo(granted()));
    }

    @Test
    void whatIsGrantedInOurOwnNamespaceIsUsedAndNothingElseIs() {
        OutletTurns turns = new LeasedTurns(cluster.client());
        Instant now = Instant.now();
        turns.change("token", left -> left.spentAt(now, BUDGET));
        turns.change("token", left -> left.spentAt(now, BUDGET));

        assertThat(used()).isEqualTo(Grant.of(Manifests.in("rbac.yaml", Role.class, "wigwag")));
    }

    private static Decision.Taken decisionOn(LiveCanary canary) {
        Approval approval = new Approval(
                Gate.promotion,
                Approval.name(canary.key()),
                canary.uid() + "-1",
                Approval.Decision.approve,
                "slack:U1",
                Instant.EPOCH,
                null,
                Instant.EPOCH,
                null,
                null,
                null);
        return new Decision.Taken(approval, new OpenRun(canary, null, null));
    }

    private Set<Grant> used() {
        return notOurs(Grant.used(cluster.sandbox()));
    }

    private static Set<Grant> granted() {
        return notOurs(Grant.of(Manifests.in("rbac.yaml", ClusterRole.class, "wigwag")));
    }

    private static Set<Grant> notOurs(Set<Grant> grants) {
        return grants.stream()
                .filter(grant -> !grant.group().equals("wigwag.dev"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ObjectKey key(String object) {
        String[] parts = object.split("/");
        return new ObjectKey(parts[0], "flux-system", parts[1]);
    }

    private void object(String version, String kind, String name, String spec) {
        cluster.create("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: flux-system}
                spec: {%s}
                """.formatted(version, kind, name, spec));
    }

    private void canary(String name, String version, String kind, String phase) {
        cluster.create("""
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata:
                  name: %1$s
                  namespace: test
                  labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}
                spec: {targetRef: {apiVersion: %2$s, kind: %3$s, name: %1$s}, analysis: {interval: 1m, stepWeight: 10}}
                status: {phase: %4$s}
                """.formatted(name, version, kind, phase));
        cluster.create("""
                apiVersion: %2$s
                kind: %3$s
                metadata: {name: %1$s, namespace: test}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: app, image: "app:1"}]}}
                """.formatted(name, version, kind));
    }
}
