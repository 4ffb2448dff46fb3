package dev.wigwag.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wigwag.engine.Report;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.sandbox.cluster.FluxReleases;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import dev.wigwag.sandbox.cluster.ServedKind;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How Wigwag and Flux are set up beside each other: pitfalls of flux.md §13. */
@Timeout(60)
class InstallationPitfallsTest {
    /** What an Alert's eventSources could name before notification-controller 1.8. */
    private static final Set<String> KINDS_OF_OLD = Set.of(
            "Bucket",
            "GitRepository",
            "Kustomization",
            "HelmRelease",
            "HelmChart",
            "HelmRepository",
            "ImageRepository",
            "ImagePolicy",
            "ImageUpdateAutomation",
            "OCIRepository");

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    @DisplayName("15: an Alert's sources have no wildcard for namespaces")
    void theAlertThatWeRecommendNamesNoNamespaceByAWildcardAndTheReadmeSaysWhatToDoInstead() {
        SampleAlert sample = SampleAlert.fromTheReadme();

        assertThat(sample.sources())
                .isNotEmpty()
                .allMatch(source -> source.get("name").equals("*"))
                .noneMatch(source -> String.valueOf(source.get("namespace")).contains("*"));
        assertThat(SampleAlert.section()).contains("no wildcard for namespaces", "an Alert, or an entry");
    }

    static Stream<List<ServedKind>> releases() {
        return Stream.of(FluxReleases.current(), FluxReleases.from20To25(), FluxReleases.tutorialAge());
    }

    @ParameterizedTest(name = "{index}")
    @DisplayName("35: the versions of Flux' kinds come and go")
    @MethodSource("releases")
    void anyVersionThatTheClusterServesWillDo(List<ServedKind> release) {
        fleet.cluster.sandbox().served().replaceWith(release);
        object(
                release,
                "GitRepository",
                "fleet",
                "url: 'https://github.com/acme/fleet', ref: {branch: main}",
                "observedGeneration: 1, artifact: {revision: \"%s\"}".formatted(Fleet.revision('a')));
        object(
                release,
                "Kustomization",
                "apps",
                "sourceRef: {kind: GitRepository, name: fleet}",
                "lastAppliedRevision: \"%s\"".formatted(Fleet.revision('a')));

        fleet.process.hearTick();
        Report report = fleet.push(APush.of('b').over('a').at(40));

        assertThat(fleet.says('a')).isEqualTo("Succeeded: 2/2 ready");
        assertThat(report.lines()).extracting(Report.Line::outcome).containsExactly(Report.Outcome.REQUESTED);
        assertThat(fleet.cluster.sandbox().requests().all())
                .filteredOn(request -> !request.administrator())
                .extracting(LoggedRequest::status)
                .as("nothing was tried that is not there")
                .doesNotContain(404);
    }

    @Test
    @DisplayName("36: names without a namespace collide, and those made of a UID do not last")
    void rolloutsOfSourcesOfOneNameKeepApartAndOutliveTheirSource() {
        fleet.at('a').look();
        String uid = fleet.live("GitRepository", "fleet").getMetadata().getUid();
        fleet.cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: fleet, namespace: team-a}
                spec: {interval: 1m, url: 'https://github.com/acme/fleet', ref: {branch: main}}
                """);
        fleet.push(APush.of('a'));
        Rollout before = fleet.rollout('a');

        fleet.delete("GitRepository", "fleet");
        fleet.at('a').look();

        assertThat(fleet.live("GitRepository", "fleet").getMetadata().getUid()).isNotEqualTo(uid);
        assertThat(fleet.rollouts()).extracting(Rollout::key).containsExactly(before.key());
        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Succeeded);
        assertThat(fleet.cluster.ledger().of(new ObjectKey("GitRepository", "team-a", "fleet")))
                .singleElement()
                .satisfies(other -> {
                    assertThat(other.key().name()).isEqualTo(before.key().name());
                    assertThat(other.phase()).isEqualTo(Phase.Pending);
                });
    }

    @Test
    @DisplayName("40: older Alerts refuse the kinds that came later")
    void theAlertThatWeRecommendNamesKindsThatEveryVersionKnows() {
        SampleAlert sample = SampleAlert.fromTheReadme();

        assertThat(sample.alert().getApiVersion())
                .isEqualTo(sample.provider().getApiVersion())
                .isEqualTo("notification.toolkit.fluxcd.io/v1beta3");
        assertThat(sample.sources())
                .extracting(source -> String.valueOf(source.get("kind")))
                .contains("GitRepository", "Kustomization", "HelmRelease")
                .isSubsetOf(KINDS_OF_OLD);
    }

    @Test
    @DisplayName("41: other namespaces can reach neither artifacts nor the port of events")
    void nothingIsFetchedFromFluxAndOnlyItsNotificationsComeIn() throws Exception {
        AtomicInteger downloads = new AtomicInteger();
        HttpServer artifacts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        artifacts.createContext("/", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        artifacts.start();
        try {
            fleet.at('a').with("apps", 'a');
            fleet.status("GitRepository", "fleet", """
                    observedGeneration: 1
                    artifact: {revision: "%s", url: "http://127.0.0.1:%d/fleet.tar.gz"}
                    conditions: [{type: Ready, status: "True", reason: Succeeded}]
                    """.formatted(
                            Fleet.revision('a'), artifacts.getAddress().getPort()));
            fleet.process.hearTick();
        } finally {
            artifacts.stop(0);
        }

        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Succeeded);
        assertThat(downloads).hasValue(0);
        NetworkPolicy policy = new KubernetesSerialization()
                .unmarshal(
                        Files.readString(Path.of("k8s/overlays/deployment/networkpolicy.yaml")), NetworkPolicy.class);
        assertThat(policy.getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .doesNotContainNull()
                .doesNotContain(80, 9090, 9292);
        assertThat(policy.getSpec().getIngress())
                .flatExtracting(rule -> rule.getFrom())
                .filteredOn(peer -> "flux-system"
                        .equals(peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name")))
                .singleElement()
                .satisfies(peer -> assertThat(peer.getPodSelector().getMatchLabels())
                        .containsEntry("app", "notification-controller"));
    }

    private void object(List<ServedKind> release, String kind, String name, String spec, String status) {
        ServedKind served = release.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        fleet.cluster.create("""
                apiVersion: %s/%s
                kind: %s
                metadata: {name: %s, namespace: flux-system}
                spec: {interval: 1m, %s}
                status: {%s}
                """.formatted(served.group(), served.version(), kind, name, spec, status));
    }
}
