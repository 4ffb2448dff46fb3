package dev.wigwag.flux;

import static dev.wigwag.flux.FluxEvents.about;
import static dev.wigwag.flux.FluxEvents.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.AtScaleToZero;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The edge in a process at scale to zero, where a hint is heard before its answer, with secrets bound to namespaces. */
@QuarkusTest
@TestProfile(AtScaleToZero.class)
class ShortLivedFluxWebhookTest {
    @Inject
    SandboxCluster cluster;

    @TestHTTPResource("/flux")
    URI edge;

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
    }

    @Test
    void aHintIsHeardBeforeItsAnswer() throws Exception {
        cluster.requests().clear();

        HttpResponse<String> answer =
                post(edge, about("GitRepository", "flux-system", "gitops"), "Authorization", "Bearer platform-secret");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"heard\"");
        assertThat(cluster.requests().matching("GET", ".*/gitrepositories/gitops"))
                .isNotEmpty();
    }

    @Test
    void aHintThatCannotBeHeardIsRefusedSoThatItComesAgain() throws Exception {
        cluster.faults().goDown(Faults.Outage.values()[0]);

        HttpResponse<String> answer =
                post(edge, about("GitRepository", "flux-system", "gitops"), "Authorization", "Bearer platform-secret");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("not-stored");
    }

    @Test
    void aSecretBoundToNamespacesSpeaksForThemAlone() throws Exception {
        assertThat(post(edge, about("Kustomization", "team-a", "x"), "Authorization", "Bearer tenants-secret")
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> foreign =
                post(edge, about("Kustomization", "flux-system", "x"), "Authorization", "Bearer tenants-secret");

        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(foreign.body()).contains("bound to other namespaces").doesNotContain("tenants-secret");
    }
}
