package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wigwag.http.EdgesConfig;
import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** overlays/knative: one image as two Services, and what Knative allows in them. */
class KnativeServicesTest {
    private static final String SCALING = "autoscaling.knative.dev/";
    private static final Pattern PATCH = Pattern.compile("```yaml\n(patches:\n.*?)```", Pattern.DOTALL);
    private static final String VISIBILITY = "networking.knative.dev/visibility";
    private static final Service PUBLIC = Manifests.in(Manifests.KNATIVE, "public.yaml", Service.class, "wigwag");
    private static final Service CLUSTER =
            Manifests.in(Manifests.KNATIVE, "cluster.yaml", Service.class, "wigwag-cluster");

    static List<Service> both() {
        return List.of(PUBLIC, CLUSTER);
    }

    static Stream<Service> all() {
        return Stream.concat(
                both().stream(),
                Stream.of(Manifests.in(
                        Manifests.ROOT.resolve("components/dead-letters"),
                        "service.yaml",
                        Service.class,
                        "wigwag-dead-letters")));
    }

    @Test
    void everyEdgeIsServedByExactlyOneOfThem() {
        assertThat(edges(PUBLIC)).containsExactlyInAnyOrder("github", "slack");
        assertThat(Stream.concat(edges(PUBLIC).stream(), edges(CLUSTER).stream()))
                .containsExactlyInAnyOrder(EdgesConfig.DEFAULT.split(","));
    }

    @Test
    void onlyWhatTheWorldCallsIsOnThePublicGateway() {
        assertThat(PUBLIC.getMetadata().getLabels()).doesNotContainKey(VISIBILITY);
        assertThat(CLUSTER.getMetadata().getLabels()).containsEntry(VISIBILITY, "cluster-local");
    }

    /** Its gateway cannot leave a path out; the local one is for the cluster alone. */
    @Test
    void thePublicOneShowsItsMetricsToNobodyWhoComesThroughItsGateway() {
        assertThat(PodTemplate.of(PUBLIC).environment("WIGWAG_HTTP_MANAGEMENT")).isEqualTo("direct");
        assertThat(PodTemplate.of(CLUSTER).container().getEnv())
                .noneMatch(variable -> variable.getName().equals("WIGWAG_HTTP_MANAGEMENT"));
    }

    @Test
    void onlyWhatSlackWaitsForStaysAwake() {
        assertThat(edges(PUBLIC)).contains("slack");
        assertThat(scaling(PUBLIC, "min-scale")).isEqualTo("1");
        assertThat(scaling(CLUSTER, "min-scale")).isEqualTo("0");
        assertThat(scaling(CLUSTER, "scale-to-zero-pod-retention-period")).isEqualTo("2m");
    }

    /** Flagger sends an event once, and takes a gate that is late for a closed one. */
    @Test
    void thePageOnFlaggerKeepsTheOneThatItCallsAwake() {
        Matcher shown = PATCH.matcher(Manifests.text(Path.of("docs/flux-and-flagger.md")));
        assertThat(shown.find()).isTrue();
        JsonNode patch = Manifests.tree(shown.group(1)).path("patches").path(0);
        JsonNode operation = Manifests.tree(patch.path("patch").asText()).path(0);

        assertThat(patch.path("target")).isEqualTo(Manifests.tree("""
                {group: serving.knative.dev, kind: Service, name: wigwag-cluster}"""));
        assertThat(operation.path("op").asText()).isEqualTo("replace");
        assertThat(operation.path("value")).isEqualTo(TextNode.valueOf("1"));
        assertThat(Manifests.tree(Manifests.text(Manifests.KNATIVE.resolve("cluster.yaml")))
                        .at(operation.path("path").asText()))
                .isEqualTo(TextNode.valueOf("0"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("all")
    void theirNumberIsBoundedAndEveryRequestComesThroughTheActivator(Service service) {
        assertThat(Integer.parseInt(scaling(service, "max-scale"))).isBetween(1, 3);
        assertThat(scaling(service, "target-burst-capacity")).isEqualTo("-1");
    }

    @Test
    void noPodIsGivenMoreAtOnceThanItAnswersInTime() {
        assertThat(revision(PUBLIC).getContainerConcurrency()).isEqualTo(40);
        assertThat(revision(CLUSTER).getContainerConcurrency()).isEqualTo(16);
    }

    /** As Knative's validation refuses them, unless a cluster allows some. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("all")
    void nothingIsSetThatKnativeRefuses(Service service) {
        RevisionSpec revision = revision(service);
        Container container = revision.getContainers().get(0);

        assertThat(revision.getSecurityContext()).isNull();
        assertThat(revision.getTerminationGracePeriodSeconds()).isNull();
        assertThat(revision.getAutomountServiceAccountToken())
                .as("it may only be turned off")
                .isNotEqualTo(true);
        assertThat(revision.getTopologySpreadConstraints()).isEmpty();
        assertThat(revision.getInitContainers()).isEmpty();
        assertThat(container.getLifecycle()).isNull();
        assertThat(container.getStartupProbe()).isNull();
        assertThat(container.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getName()).isEqualTo("http1"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("both")
    void knativeProbesAsOftenAsItLikesWhileAPodStarts(Service service) {
        Probe readiness = revision(service).getContainers().get(0).getReadinessProbe();

        assertThat(readiness.getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(readiness.getHttpGet().getPort()).isNull();
        assertThat(readiness.getPeriodSeconds()).isNull();
        assertThat(readiness.getTimeoutSeconds()).as("refused without a period").isNull();
        assertThat(readiness.getFailureThreshold())
                .as("refused without a period")
                .isNull();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("both")
    void aSlowStartIsNoReasonToStartAnew(Service service) {
        Probe liveness = revision(service).getContainers().get(0).getLivenessProbe();

        assertThat(liveness.getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(liveness.getInitialDelaySeconds() + 3 * liveness.getPeriodSeconds())
                .isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("both")
    void thereIsTimeForTheRequestsUnderWayAndTheWorkBehindThem(Service service) {
        assertThat(PodTemplate.of(service).environment("QUARKUS_SHUTDOWN_TIMEOUT"))
                .isEqualTo("10s");
        assertThat(revision(service).getTimeoutSeconds()).isGreaterThan(10 + 8);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("both")
    void theyRunWhatTheDeploymentRuns(Service service) {
        PodTemplate longLived =
                PodTemplate.of(Manifests.in(Manifests.DEPLOYMENT, "deployment.yaml", Deployment.class, "wigwag"));
        PodTemplate here = PodTemplate.of(service);

        assertThat(here.container().getImage()).isEqualTo(longLived.container().getImage());
        assertThat(here.container().getResources())
                .isEqualTo(longLived.container().getResources());
        assertThat(here.container().getEnvFrom())
                .isEqualTo(longLived.container().getEnvFrom());
        assertThat(here.container().getVolumeMounts())
                .isEqualTo(longLived.container().getVolumeMounts());
        assertThat(here.container().getEnv()).containsAll(longLived.container().getEnv());
        assertThat(here.container().getPorts().get(0).getContainerPort()).isEqualTo(8080);
        for (String volume : List.of("tmp", "git")) {
            assertThat(here.volume(volume)).isEqualTo(longLived.volume(volume));
        }
    }

    /** A Knative Service may not ask for it, and the base turns it off. */
    @Test
    void theirAccountGivesThemItsToken() {
        ServiceAccount base = Manifests.in("rbac.yaml", ServiceAccount.class, "wigwag");

        assertThat(both())
                .allSatisfy(service -> assertThat(revision(service).getServiceAccountName())
                        .isEqualTo(base.getMetadata().getName()));
        assertThat(base.getAutomountServiceAccountToken()).isFalse();
        assertThat(Kustomization.in(Manifests.KNATIVE).yaml().path("patches").findValuesAsText("patch"))
                .singleElement()
                .satisfies(patch -> assertThat(Manifests.tree(patch).get(0))
                        .isEqualTo(Manifests.tree("{op: replace, path: /automountServiceAccountToken, value: true}")));
    }

    private static List<String> edges(Service service) {
        return Arrays.asList(PodTemplate.of(service).environment("WIGWAG_EDGES").split(","));
    }

    private static String scaling(Service service, String annotation) {
        return service.getSpec().getTemplate().getMetadata().getAnnotations().get(SCALING + annotation);
    }

    private static RevisionSpec revision(Service service) {
        return service.getSpec().getTemplate().getSpec();
    }
}
