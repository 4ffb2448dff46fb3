package dev.wigwag.chatops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a push to a decision, in the application as it is, on the sandbox's Flux and Flagger. */
@QuarkusTest
@TestProfile(TalkInTheSandboxTest.WithApprovers.class)
class TalkInTheSandboxTest {
    private static final Speaker ANA = Speaker.inSlack("U0ANA");
    private static final Speaker BEN = Speaker.inSlack("U0BEN");
    private static final Duration LONG = Duration.ofSeconds(40);

    public static final class WithApprovers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(ChatOpsConfig.APPROVERS, "test|flux-system => slack:U0ANA|slack:U0BEN");
        }
    }

    @Inject
    ChatOps chatOps;

    @Inject
    Ledger ledger;

    @Inject
    SandboxCluster cluster;

    @Test
    void aCanaryIsFollowedNarrowedAndApprovedByItsName() {
        given().post("/sandbox/push").then().statusCode(200);
        await().atMost(LONG).until(() -> said("status podinfo").title().startsWith("test/podinfo: Progressing"));
        asksWigwag("slack:U0BEN");
        await().atMost(LONG).until(() -> said("status podinfo").title().startsWith("test/podinfo: WaitingPromotion"));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(said("status podinfo").lines())
                        .contains("Waits for approval to promote. approve test/podinfo lets it go on."));
        assertThat(said("status").lines()).anyMatch(line -> line.startsWith("flux-system/gitops main@"));
        assertThat(chatOps.answer(ANA, "approve podinfo").lines())
                .singleElement()
                .asString()
                .contains("wigwag.dev/approvers");

        Reply reply = chatOps.answer(BEN, "approve podinfo.test looks good");

        assertThat(reply.title()).isEqualTo("test/podinfo may go on.");
        List<Approval> approvals = new ArrayList<>();
        ledger.of(new ObjectKey("GitRepository", "flux-system", "gitops"))
                .forEach(rollout -> approvals.addAll(rollout.status().approvals()));
        assertThat(approvals).singleElement().satisfies(approval -> {
            assertThat(approval.gate()).isEqualTo(Gate.promotion);
            assertThat(approval.by()).isEqualTo("slack:U0BEN");
            assertThat(approval.reason()).isEqualTo("looks good");
        });
        assertThat(said("status podinfo").lines())
                .anyMatch(line -> line.startsWith("Approved (promotion) by slack:U0BEN "));
    }

    @Test
    void aSourceIsAskedToLookAgain() {
        await().atMost(LONG)
                .until(() ->
                        said("rollouts").lines().stream().anyMatch(line -> line.startsWith("flux-system/gitops ")));

        assertThat(chatOps.answer(ANA, "reconcile source gitops").title())
                .isEqualTo("Flux is looking at GitRepository flux-system/gitops now.");
    }

    private Reply said(String line) {
        return chatOps.answer(ANA, line);
    }

    /** The gate of promotion is Wigwag's from now on, and the Canary names who alone may open it. */
    private void asksWigwag(String approver) {
        Resource<GenericKubernetesResource> canary = cluster.administrator()
                .genericKubernetesResources("flagger.app/v1beta1", "Canary")
                .inNamespace("test")
                .withName("podinfo");
        canary.edit(object -> {
            List<Map<String, Object>> hooks = object.get("spec", "analysis", "webhooks");
            hooks.stream()
                    .filter(hook -> "confirm-promotion".equals(hook.get("type")))
                    .forEach(hook -> hook.put("url", "http://wigwag.wigwag/flagger/gates/promotion"));
            object.getMetadata().getAnnotations().put("wigwag.dev/approvers", approver);
            return object;
        });
    }
}
