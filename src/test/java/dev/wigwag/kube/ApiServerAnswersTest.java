package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.RolloutKey;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import io.quarkus.test.kubernetes.client.WithKubernetesTestServer;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application's own client, configured by Quarkus, against an API server that answers just what a test says. */
@QuarkusTest
@TestProfile(ApiServerAnswersTest.WithoutSandbox.class)
@WithKubernetesTestServer(https = false, crud = false)
class ApiServerAnswersTest {
    @KubernetesTestServer
    KubernetesServer server;

    @Inject
    Ledger ledger;

    @ParameterizedTest
    @CsvSource({
        "401, DENIED, ServiceAccount",
        "403, DENIED, k8s/base/rbac.yaml",
        "409, CONFLICT, 409",
        "422, REFUSED, 422",
        "429, DOWN, 429",
        "500, DOWN, 500",
        "503, DOWN, 503"
    })
    void everyAnswerOfTheServerIsOneOfOurFaultsAndNamesItsCure(int code, Fault fault, String cure) {
        server.expect()
                .get()
                .withPath("/apis/wigwag.dev/v1alpha1/namespaces/flux-system/rollouts/gitops-" + code)
                .andReturn(
                        code,
                        new StatusBuilder().withCode(code).withMessage("no").build())
                .always();

        ClusterException trouble = catchThrowableOfType(
                ClusterException.class, () -> ledger.find(new RolloutKey("flux-system", "gitops-" + code)));

        assertThat(trouble.fault()).isEqualTo(fault);
        assertThat(trouble).hasMessageContaining(cure);
    }

    /** Without the sandbox's cluster, and long-lived work switched off: nothing but the test talks to the server. */
    public static class WithoutSandbox implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wigwag.sandbox.enabled", "false", "wigwag.watch", "false");
        }
    }
}
