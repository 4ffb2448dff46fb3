package dev.wigwag.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.APIGroup;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final String SOURCE = "source.toolkit.fluxcd.io";

    private final SandboxCluster cluster = SandboxCluster.start();
    private final RawApi api = RawApi.of(cluster);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void listsEveryGroupOnceAndNotTheCoreGroup() {
        List<String> groups = api.get("/apis").body().findValuesAsText("name");

        assertThat(groups)
                .doesNotHaveDuplicates()
                .doesNotContain("")
                .contains(SOURCE, "kustomize.toolkit.fluxcd.io", "flagger.app", "wigwag.dev", "apps");
    }

    @Test
    void namesThePreferredVersionOfAGroup() {
        cluster.served().replaceWith(FluxReleases.from20To25());

        APIGroup group = cluster.client().getApiGroup(SOURCE);

        assertThat(group.getPreferredVersion().getGroupVersion()).isEqualTo(SOURCE + "/v1");
        assertThat(group.getVersions()).extracting("version").containsExactly("v1", "v1beta2", "v1beta1");
    }

    @Test
    void listsTheResourcesOfAVersionWithTheirStatusSubresource() {
        JsonNode resources = api.get("/apis/" + SOURCE + "/v1").body().path("resources");

        assertThat(resources.findValuesAsText("name"))
                .contains("gitrepositories", "gitrepositories/status", "ocirepositories");
        assertThat(resources.findValues("namespaced")).allMatch(JsonNode::asBoolean);
    }

    @Test
    void listsCoreResourcesThroughTheClient() {
        assertThat(cluster.client().getApiResources("v1").getResources())
                .extracting("kind")
                .contains("Namespace", "Event", "Secret");
        assertThat(api.get("/api").body().path("versions").path(0).asText()).isEqualTo("v1");
    }

    @Test
    void before26OciRepositoryIsOnlyServedAsV1beta2() {
        cluster.served().replaceWith(FluxReleases.from20To25());

        assertThat(api.get("/apis/" + SOURCE + "/v1/ocirepositories").status()).isEqualTo(404);
        assertThat(api.get("/apis/" + SOURCE + "/v1beta2/ocirepositories").status())
                .isEqualTo(200);
    }

    @Test
    void inTheTutorialsAgeThereIsNoV1AndKustomizationsAreV1beta2() {
        cluster.served().replaceWith(FluxReleases.tutorialAge());

        assertThat(cluster.client().getApiGroup(SOURCE).getVersions())
                .extracting("version")
                .containsExactly("v1beta2", "v1beta1");
        assertThat(api.get("/apis/" + SOURCE + "/v1").status()).isEqualTo(404);
        assertThat(api.get("/apis/kustomize.toolkit.fluxcd.io/v1beta2/kustomizations")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsTheSameObjectUnderEveryServedVersion() {
        cluster.served().replaceWith(FluxReleases.from20To25());
        api.post(RawApi.GIT_REPOSITORIES, RawApi.gitRepository("fleet", "", ""));

        JsonNode old = api.get("/apis/" + SOURCE + "/v1beta1/namespaces/flux-system/gitrepositories/fleet")
                .body();

        assertThat(old.path("apiVersion").asText()).isEqualTo(SOURCE + "/v1beta1");
        assertThat(old.path("spec").path("interval").asText()).isEqualTo("1m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/unknown.example",
                "/apis/unknown.example/v1",
                "/apis/unknown.example/v1/things",
                "/apis/source.toolkit.fluxcd.io/v9",
                "/apis/source.toolkit.fluxcd.io/v9/gitrepositories",
                "/apis/source.toolkit.fluxcd.io/v1/receivers",
                "/api/v1/nodes",
                "/api/v2",
                "/api/v1/namespaces/default/configmaps/x/status",
                "/nothing"
            })
    void anUnknownPathIsA404WithAStatusBody(String path) {
        RawApi.Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("kind").asText()).isEqualTo("Status");
        assertThat(answer.reason()).isEqualTo("NotFound");
        assertThat(answer.message()).isEqualTo("the server could not find the requested resource");
    }

    @Test
    void followsACrdThatIsRemovedAndComesBack() {
        ServedKind rollouts = ServedKind.custom("wigwag.dev", "v1alpha1", "Rollout", "rollouts");
        cluster.served().withdraw("wigwag.dev", "rollouts");
        assertThat(api.get("/apis/wigwag.dev").status()).isEqualTo(404);

        cluster.served().serve(rollouts);
        cluster.served().serve(rollouts);

        assertThat(api.get("/apis/wigwag.dev/v1alpha1/rollouts").status()).isEqualTo(200);
        assertThat(cluster.served().all()).containsOnlyOnce(rollouts);
    }

    @Test
    void withdrawsAWholeGroup() {
        cluster.served().withdraw(SOURCE);

        assertThat(cluster.client().getApiGroup(SOURCE)).isNull();
    }
}
