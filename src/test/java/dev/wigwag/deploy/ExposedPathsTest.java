package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.http.Edge;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The components that lead from outside to Wigwag: to the paths that GitHub and Slack are told, and no others. */
class ExposedPathsTest {
    private static final List<String> PATHS = List.of("/github", "/slack/commands", "/slack/interactions");

    private final Service service = Manifests.in(Manifests.DEPLOYMENT, "service.yaml", Service.class, "wigwag");
    private final Ingress ingress =
            Manifests.in(Manifests.ROOT.resolve("components/ingress"), "ingress.yaml", Ingress.class, "wigwag");
    private final HTTPRoute route =
            Manifests.in(Manifests.ROOT.resolve("components/httproute"), "httproute.yaml", HTTPRoute.class, "wigwag");

    @Test
    void theIngressExposesThesePathsExactly() {
        List<HTTPIngressPath> paths =
                ingress.getSpec().getRules().get(0).getHttp().getPaths();

        assertThat(ingress.getSpec().getDefaultBackend()).isNull();
        assertThat(ingress.getSpec().getRules()).hasSize(1);
        assertThat(paths).extracting(HTTPIngressPath::getPath).containsExactlyElementsOf(PATHS);
        assertThat(paths).allSatisfy(path -> {
            assertThat(path.getPathType()).isEqualTo("Exact");
            assertThat(path.getBackend().getService().getName())
                    .isEqualTo(service.getMetadata().getName());
            assertThat(path.getBackend().getService().getPort().getName())
                    .isEqualTo(service.getSpec().getPorts().get(0).getName());
        });
    }

    @Test
    void theIngressAdmitsGitHubsLargestPushAndOnlyEncrypted() {
        assertThat(ingress.getMetadata().getAnnotations())
                .containsEntry("nginx.ingress.kubernetes.io/proxy-body-size", "25m");
        assertThat(ingress.getSpec().getTls().get(0).getHosts())
                .containsExactly(ingress.getSpec().getRules().get(0).getHost());
    }

    @Test
    void theRouteExposesThesePathsExactly() {
        assertThat(route.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getMatches())
                    .extracting(HTTPRouteMatch::getPath)
                    .extracting(HTTPPathMatch::getValue)
                    .containsExactlyElementsOf(PATHS);
            assertThat(rule.getMatches()).allSatisfy(match -> {
                assertThat(match.getPath().getType()).isEqualTo("Exact");
                assertThat(match.getMethod()).isEqualTo("POST");
            });
            assertThat(rule.getBackendRefs()).singleElement().satisfies(backend -> {
                assertThat(backend.getName()).isEqualTo(service.getMetadata().getName());
                assertThat(backend.getPort())
                        .isEqualTo(service.getSpec().getPorts().get(0).getPort());
            });
        });
    }

    @Test
    void theyAreThePathsThatSlackAndGitHubAreTold() {
        Stream<String> slack =
                Manifests.tree(Manifests.text(Path.of("k8s/apps/slack-app.yaml"))).findValuesAsText("url").stream();
        Stream<String> interactions =
                Manifests.tree(Manifests.text(Path.of("k8s/apps/slack-app.yaml")))
                        .findValuesAsText("request_url")
                        .stream();
        String gitHub = Manifests.tree(Manifests.text(Path.of("k8s/apps/github-app.json")))
                .at("/hook_attributes/url")
                .asText();

        assertThat(Stream.of(slack, interactions, Stream.of(gitHub))
                        .flatMap(url -> url)
                        .map(url -> URI.create(url).getPath()))
                .containsExactlyInAnyOrderElementsOf(PATHS);
    }

    @Test
    void noneOfThemLeadsToAnEdgeThatIsForTheCluster() {
        assertThat(PATHS).map(path -> Edge.at(path).orElseThrow()).containsOnly(Edge.GITHUB, Edge.SLACK);
    }
}
