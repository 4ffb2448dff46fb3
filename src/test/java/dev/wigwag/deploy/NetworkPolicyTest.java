package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    private final NetworkPolicy policy = Manifests.in("networkpolicy.yaml", NetworkPolicy.class, "wigwag");

    @Test
    void itHoldsForOurPodsInBothDirections() {
        Deployment deployment = Manifests.in("deployment.yaml", Deployment.class, "wigwag");

        assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                .isNotEmpty()
                .isEqualTo(deployment.getSpec().getSelector().getMatchLabels());
        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
    }

    @Test
    void onlyNamedSendersComeInAndOnlyToTheOnePort() {
        assertThat(policy.getSpec().getIngress()).singleElement().satisfies(rule -> {
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

    @Test
    void itReachesNamesAndTheApiServerAndNothingElse() {
        assertThat(policy.getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(NetworkPolicyTest::port)
                .containsExactlyInAnyOrder("53/UDP", "53/TCP", "443/TCP", "6443/TCP");
    }

    private Map<String, String> pods(String namespace) {
        return policy.getSpec().getIngress().get(0).getFrom().stream()
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
