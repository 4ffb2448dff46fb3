package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPolicyTest {
    private static final String NAMESPACE = "kubernetes.io/metadata.name";
    private static final NetworkPolicy DEPLOYMENT = policy(Manifests.DEPLOYMENT, "wigwag");
    private static final NetworkPolicy KNATIVE = policy(Manifests.KNATIVE, "wigwag");
    private static final NetworkPolicy DEAD_LETTERS =
            policy(Manifests.ROOT.resolve("components/dead-letters"), "wigwag-dead-letters");

    static List<NetworkPolicy> onKnative() {
        return List.of(KNATIVE, DEAD_LETTERS);
    }

    @Test
    void everyPodHasOneThatHoldsInBothDirections() {
        assertThat(PodTemplate.all())
                .allSatisfy(template -> assertThat(List.of(DEPLOYMENT, KNATIVE, DEAD_LETTERS))
                        .anySatisfy(policy -> {
                            assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                                    .isNotEmpty();
                            assertThat(template.metadata().getLabels())
                                    .containsAllEntriesOf(
                                            policy.getSpec().getPodSelector().getMatchLabels());
                        }));
        assertThat(List.of(DEPLOYMENT, KNATIVE, DEAD_LETTERS))
                .allSatisfy(policy ->
                        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress"));
    }

    @Test
    void onlyNamedSendersComeInAndOnlyToTheOnePort() {
        assertThat(DEPLOYMENT.getSpec().getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getPorts())
                    .singleElement()
                    .satisfies(port -> assertThat(port.getPort().getStrVal()).isEqualTo("http"));
            assertThat(rule.getFrom())
                    .extracting(NetworkPolicyTest::namespaces)
                    .containsExactlyInAnyOrder(
                            Map.of(NAMESPACE, "flux-system"),
                            Map.of(NAMESPACE, "flagger-system"),
                            Map.of(NAMESPACE, "knative-eventing"),
                            Map.of("wigwag.dev/may-reach", "true"));
        });
    }

    @Test
    void ofFluxAndFlaggerOnlyThePodsThatCallUsComeIn() {
        assertThat(pods("flux-system")).containsExactly(Map.entry("app", "notification-controller"));
        assertThat(pods("flagger-system")).containsExactly(Map.entry("app.kubernetes.io/name", "flagger"));
    }

    /** Requests by the activator to the proxy beside the process, and the autoscaler's count of them. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("onKnative")
    void onKnativeNobodyComesInButKnative(NetworkPolicy policy) {
        assertThat(policy.getSpec().getIngress())
                .filteredOn(rule -> !isOfWhomYouName(rule))
                .extracting(NetworkPolicyTest::sender)
                .containsExactlyInAnyOrder("activator 8012/TCP 8112/TCP", "autoscaler 9090/TCP");
    }

    /** Metrics are not shown to what comes through Knative, so whoever reads them has to reach the process. */
    @Test
    void onKnativeWhomYouNameReadsTheMetricsOfAPod() {
        assertThat(KNATIVE.getSpec().getIngress())
                .filteredOn(NetworkPolicyTest::isOfWhomYouName)
                .singleElement()
                .satisfies(rule -> assertThat(rule.getPorts())
                        .extracting(NetworkPolicyTest::port)
                        .containsExactly("8080/TCP"));
        assertThat(DEAD_LETTERS.getSpec().getIngress()).noneMatch(NetworkPolicyTest::isOfWhomYouName);
    }

    @Test
    void itReachesNamesAndTheApiServerAndNothingElse() {
        assertThat(DEPLOYMENT.getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(NetworkPolicyTest::port)
                .containsExactlyInAnyOrder("53/UDP", "53/TCP", "443/TCP", "6443/TCP");
        assertThat(KNATIVE.getSpec().getEgress()).isEqualTo(DEPLOYMENT.getSpec().getEgress());
        assertThat(DEAD_LETTERS.getSpec().getEgress()).isEmpty();
    }

    private static NetworkPolicy policy(Path directory, String name) {
        return Manifests.in(directory, "networkpolicy.yaml", NetworkPolicy.class, name);
    }

    private static boolean isOfWhomYouName(NetworkPolicyIngressRule rule) {
        return rule.getFrom().size() == 1
                && namespaces(rule.getFrom().get(0)).equals(Map.of("wigwag.dev/may-reach", "true"));
    }

    private static String sender(NetworkPolicyIngressRule rule) {
        assertThat(rule.getFrom())
                .singleElement()
                .satisfies(
                        peer -> assertThat(namespaces(peer)).containsExactly(Map.entry(NAMESPACE, "knative-serving")));
        List<String> ports =
                rule.getPorts().stream().map(NetworkPolicyTest::port).toList();
        return rule.getFrom().get(0).getPodSelector().getMatchLabels().get("app") + " " + String.join(" ", ports);
    }

    private Map<String, String> pods(String namespace) {
        return DEPLOYMENT.getSpec().getIngress().get(0).getFrom().stream()
                .filter(peer -> namespace.equals(namespaces(peer).get(NAMESPACE)))
                .findFirst()
                .orElseThrow()
                .getPodSelector()
                .getMatchLabels();
    }

    private static Map<String, String> namespaces(NetworkPolicyPeer peer) {
        return peer.getNamespaceSelector().getMatchLabels();
    }

    private static String port(NetworkPolicyPort port) {
        return port.getPort().getIntVal() + "/" + port.getProtocol();
    }
}
