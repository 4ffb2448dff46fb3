package dev.wigwag.flagger;

import static dev.wigwag.flagger.ACanaryObject.BY_APPS;
import static dev.wigwag.flagger.ACanaryObject.workload;
import static dev.wigwag.flagger.ACanaryObject.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.sandbox.cluster.ServedKind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {
    private static final String KNATIVE = "serving.knative.dev";

    private final TestCluster cluster = new TestCluster();
    private final Surroundings surroundings = new Surroundings(cluster.objects(), new TargetPods(cluster.objects()));

    @BeforeEach
    void serve() {
        cluster.sandbox().served().serve(new ServedKind("apps", "v1", "DaemonSet", "daemonsets", true, true));
        cluster.sandbox().served().serve(ServedKind.custom(KNATIVE, "v1", "Service", "services"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"apps/v1, Deployment", "apps/v1, DaemonSet", KNATIVE + "/v1, Service"})
    void targetAndPrimaryOfEveryKindAreRead(String version, String kind) {
        workload(cluster, version, kind, "podinfo", "podinfo:2");
        workload(cluster, version, kind, "podinfo-primary", "podinfo:1");

        CanaryDetails details = surroundings.of(canary(version, kind, "phase: Succeeded"));

        assertThat(details.images()).isEqualTo(Map.of("old", "podinfo:1", "new", "podinfo:2"));
        assertThat(details.target()).isNotEmpty().isNotEqualTo(details.primary());
        assertThat(details.routed()).isNull();
        assertThat(details.trouble()).isNull();
    }

    @Test
    void aTargetThatRunsAlreadyIsEqualToItsPrimary() {
        workload(cluster, "apps/v1", "Deployment", "podinfo", "podinfo:1");
        workload(cluster, "apps/v1", "Deployment", "podinfo-primary", "podinfo:1");

        CanaryDetails details = surroundings.of(deployment("phase: Succeeded"));

        assertThat(details.target()).isNotEmpty().isEqualTo(details.primary());
    }

    @ParameterizedTest
    @CsvSource({"v1, Service", "apps/v1, StatefulSet", "'', ''"})
    void ofATargetThatFlaggerDoesNotCompareNothingIsRead(String version, String kind) {
        LiveCanary canary = deployment("phase: Progressing");
        cluster.sandbox()
                .administrator()
                .resource(ACanaryObject.object(yaml(
                        "podinfo",
                        BY_APPS,
                        "apiVersion: '%s', kind: '%s', name: podinfo".formatted(version, kind),
                        "")))
                .createOr(existing -> existing.update());
        cluster.sandbox().requests().clear();

        assertThat(surroundings.of(canary)).isEqualTo(new CanaryDetails(null, null, Map.of(), null, null, null));
        assertThat(cluster.sandbox().requests().matching("GET", ".*/(services|statefulsets|deployments|pods).*"))
                .isEmpty();
    }

    @Test
    void aCanaryThatIsGoneHasNoSurroundings() {
        LiveCanary canary = deployment("phase: Progressing");
        ACanaryObject.delete(cluster, "podinfo");

        assertThat(surroundings.of(canary)).isEqualTo(new CanaryDetails(null, null, Map.of(), null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WaitingPromotion", "Promoting"})
    void whileTheStatusHidesItTheWeightIsReadFromTheRoute(String phase) {
        route(48);

        assertThat(surroundings.of(deployment("phase: " + phase)).routed()).isEqualTo(48);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Progressing", "Waiting", "Finalising", "Succeeded", "Failed"})
    void otherwiseTheRouteIsNotRead(String phase) {
        route(48);
        LiveCanary canary = deployment("phase: " + phase);
        cluster.sandbox().requests().clear();

        assertThat(surroundings.of(canary).routed()).isNull();
        assertThat(cluster.sandbox().requests().matching("GET", ".*/httproutes.*"))
                .isEmpty();
    }

    @Test
    void withoutAnHttpRouteTheTrafficSplitTells() {
        cluster.create("""
                apiVersion: split.smi-spec.io/v1alpha1
                kind: TrafficSplit
                metadata: {name: podinfo, namespace: test}
                spec:
                  service: podinfo
                  backends: [{service: podinfo-primary, weight: "60"}, {service: podinfo-canary, weight: "40"}]
                """);

        assertThat(surroundings.of(deployment("phase: WaitingPromotion")).routed())
                .isEqualTo(40);
    }

    @Test
    void withoutAnyRouteOrKindOfRouteTheWeightIsUnknown() {
        assertThat(surroundings.of(deployment("phase: WaitingPromotion")).routed())
                .isNull();
        cluster.sandbox().served().withdraw("gateway.networking.k8s.io");
        cluster.sandbox().served().withdraw("split.smi-spec.io");
        ACanaryObject.delete(cluster, "podinfo");

        assertThat(surroundings.of(deployment("phase: WaitingPromotion")).routed())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"Progressing, 0, true", "Failed, 0, true", "Progressing, 20, false", "Succeeded, 0, false"})
    void podsAreLookedAtWhereARunWaitsForThemOrHasFailed(String phase, int weight, boolean looks) {
        workload(cluster, "apps/v1", "Deployment", "podinfo", "podinfo:2");
        pod("podinfo", "ImagePullBackOff");
        pod("podinfo-primary", "CrashLoopBackOff");

        String trouble = surroundings
                .of(deployment("phase: %s, canaryWeight: %d".formatted(phase, weight)))
                .trouble();

        if (looks) {
            assertThat(trouble).contains("ImagePullBackOff").doesNotContain("CrashLoopBackOff");
        } else {
            assertThat(trouble).isNull();
        }
    }

    @Test
    void podsOfAKnativeServiceAreFoundByItsLabel() {
        workload(cluster, KNATIVE + "/v1", "Service", "podinfo", "podinfo:2");
        cluster.create(podYaml("x", "serving.knative.dev/service: podinfo", "CrashLoopBackOff"));

        assertThat(surroundings
                        .of(canary(KNATIVE + "/v1", "Service", "phase: Progressing"))
                        .trouble())
                .contains("CrashLoopBackOff");
    }

    @ParameterizedTest
    @CsvSource({
        "list, pods",
        "get, httproutes.gateway.networking.k8s.io",
        "get, trafficsplits.split.smi-spec.io",
        "get, deployments.apps"
    })
    void whatMayNotBeReadIsUnknown(String verb, String resource) {
        workload(cluster, "apps/v1", "Deployment", "podinfo", "podinfo:2");
        workload(cluster, "apps/v1", "Deployment", "podinfo-primary", "podinfo:1");
        pod("podinfo", "ImagePullBackOff");
        cluster.sandbox().faults().deny(verb, resource);

        CanaryDetails failed = surroundings.of(deployment("phase: Failed"));
        ACanaryObject.delete(cluster, "podinfo");
        CanaryDetails waiting = surroundings.of(deployment("phase: WaitingPromotion"));

        assertThat(failed.trouble() == null).isEqualTo(resource.equals("pods") || resource.startsWith("deployments"));
        assertThat(waiting.routed()).isNull();
        assertThat(waiting.images().isEmpty()).isEqualTo(resource.startsWith("deployments"));
    }

    @Test
    void aCanaryThatMayNotBeReadIsAnError() {
        LiveCanary canary = deployment("phase: Progressing");
        cluster.sandbox().faults().deny("get", "canaries.flagger.app");

        assertThatThrownBy(() -> surroundings.of(canary))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        denied -> assertThat(denied.fault()).isEqualTo(ClusterException.Fault.DENIED));
    }

    private LiveCanary deployment(String status) {
        return canary("apps/v1", "Deployment", status);
    }

    private LiveCanary canary(String version, String kind, String status) {
        return LiveCanaries.of(cluster.create(yaml(
                        "podinfo",
                        BY_APPS,
                        "apiVersion: %s, kind: %s, name: podinfo".formatted(version, kind),
                        status)))
                .get(0);
    }

    private void route(int weight) {
        cluster.create("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: podinfo, namespace: test}
                spec:
                  rules:
                  - backendRefs: [{name: podinfo-primary, weight: %d}, {name: podinfo-canary, weight: %d}]
                """.formatted(100 - weight, weight));
    }

    private void pod(String app, String reason) {
        cluster.create(podYaml(app + "-1", "app: " + app, reason));
    }

    private static String podYaml(String name, String label, String reason) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: test, labels: {%s}}
                spec: {containers: [{name: app, image: "podinfo:2"}]}
                status:
                  phase: Pending
                  containerStatuses: [{name: app, ready: false, state: {waiting: {reason: %s, message: no}}}]
                """.formatted(name, label, reason);
    }
}
