package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.http.Edge;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * components/linkerd, read as Linkerd's proxy reads it: of the routes of a Server the one with the most specific path takes
 * a request as it is spelled, and only who meets one of that route's policies gets through.
 */
class LinkerdTest {
    private static final String MESH = "policy.linkerd.io";

    private final Kustomization component = Kustomization.in(Manifests.ROOT.resolve("components/linkerd"));
    private final List<HasMetadata> objects = component.objects();
    private final PodTemplate template =
            PodTemplate.of(Manifests.in(Manifests.DEPLOYMENT, "deployment.yaml", Deployment.class, "wigwag"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/flagger/event",
                "/flagger/gates/rollout",
                "/flagger/gates/traffic",
                "/flagger/gates/promotion",
                "/flagger/gates/rollback"
            })
    void flaggersPathsAreForFlaggerAlone(String path) {
        assertThat(Edge.at(path)).contains(Edge.FLAGGER);
        assertThat(route(path)).contains("wigwag-flagger");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/github",
                "/slack/commands",
                "/slack/interactions",
                "/flux",
                "/",
                "/api/rollouts",
                "/api/rollouts/flux-system/gitops-164832204e2e",
                "/api/rollouts/flux-system/my.gitops-164832204e2e",
                "/api/outlets/test",
                "/q/metrics",
                "/q/openapi"
            })
    void everyOtherPathIsForEverybody(String path) {
        assertThat(route(path)).contains("wigwag-others");
    }

    @Test
    void theProbesGetThrough() {
        assertThat(List.of(
                        template.container().getLivenessProbe(),
                        template.container().getReadinessProbe(),
                        template.container().getStartupProbe()))
                .allSatisfy(
                        probe -> assertThat(route(probe.getHttpGet().getPath())).contains("wigwag-others"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/slack/../flagger/event",
                "/api/../flagger/event",
                "/q/../flagger/event",
                "/q/health/../../flagger/event",
                "/api/./../flagger/event",
                "/api/%2e%2e/flagger/event",
                "/api/x%2f..%2f../flagger/event",
                "//flagger/event",
                "/%66lagger/event",
                "/./flagger/event",
                "/q//../flagger/event"
            })
    void noOtherSpellingOfFlaggersPathsGetsThroughBesideIt(String path) {
        assertThat(route(path)).isEmpty();
    }

    @Test
    void bothRoutesBelongToTheServerOfOurPort() {
        GenericKubernetesResource server = policy("Server", "wigwag");

        assertThat(server.<Map<String, Object>>get("spec", "podSelector", "matchLabels"))
                .isEqualTo(Manifests.in(Manifests.DEPLOYMENT, "deployment.yaml", Deployment.class, "wigwag")
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        assertThat(server.<String>get("spec", "port"))
                .isEqualTo(template.container().getPorts().get(0).getName());
        assertThat(server.<String>get("spec", "proxyProtocol")).isEqualTo("HTTP/1");
        assertThat(server.<String>get("spec", "accessPolicy")).isNull();
        assertThat(routes())
                .hasSize(2)
                .allSatisfy(route -> assertThat(route.getSpec().getParentRefs())
                        .singleElement()
                        .satisfies(parent -> assertThat(List.of(parent.getGroup(), parent.getKind(), parent.getName()))
                                .containsExactly(MESH, "Server", "wigwag")));
    }

    @Test
    void theFirstIsForFlaggersAccountAndTheSecondForEveryNetwork() {
        assertThat(authentication("wigwag-flagger")).isEqualTo("MeshTLSAuthentication/wigwag-flagger");
        assertThat(policy("MeshTLSAuthentication", "wigwag-flagger")
                        .<List<Map<String, String>>>get("spec", "identityRefs"))
                .containsExactly(Map.of("kind", "ServiceAccount", "name", "flagger", "namespace", "flagger-system"));
        assertThat(authentication("wigwag-others")).isEqualTo("NetworkAuthentication/wigwag-others");
        assertThat(policy("NetworkAuthentication", "wigwag-others").<List<Map<String, String>>>get("spec", "networks"))
                .containsExactly(Map.of("cidr", "0.0.0.0/0"), Map.of("cidr", "::/0"));
    }

    @Test
    void noPolicyIsOfTheServerAsAWholeWhichWouldOpenEveryRoute() {
        assertThat(objects)
                .filteredOn(object -> object.getKind().equals("AuthorizationPolicy"))
                .hasSize(2)
                .allSatisfy(policy -> assertThat(
                                ((GenericKubernetesResource) policy).<String>get("spec", "targetRef", "kind"))
                        .isEqualTo("HTTPRoute"));
    }

    private String authentication(String route) {
        GenericKubernetesResource policy = policy("AuthorizationPolicy", route);
        assertThat(policy.<String>get("spec", "targetRef", "name")).isEqualTo(route);
        List<Map<String, String>> required = policy.get("spec", "requiredAuthenticationRefs");
        assertThat(required).hasSize(1);
        return required.get(0).get("kind") + "/" + required.get(0).get("name");
    }

    private GenericKubernetesResource policy(String kind, String name) {
        GenericKubernetesResource found = (GenericKubernetesResource) objects.stream()
                .filter(object -> object.getKind().equals(kind)
                        && object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
        assertThat(found.getApiVersion()).startsWith(MESH + "/");
        return found;
    }

    private List<HTTPRoute> routes() {
        return objects.stream()
                .filter(HTTPRoute.class::isInstance)
                .map(HTTPRoute.class::cast)
                .toList();
    }

    /** Flagger's prefix is longer than anything else that could match below it, so it wins where both match. */
    private Optional<String> route(String path) {
        return routes().stream()
                .filter(route -> route.getSpec().getRules().stream()
                        .flatMap(rule -> rule.getMatches().stream())
                        .map(HTTPRouteMatch::getPath)
                        .anyMatch(match -> matches(match, path)))
                .map(route -> route.getMetadata().getName())
                .sorted()
                .findFirst();
    }

    private static boolean matches(HTTPPathMatch match, String path) {
        String value = match.getValue();
        return switch (match.getType()) {
            case "Exact" -> path.equals(value);
            case "PathPrefix" -> path.equals(value) || path.startsWith(value + "/");
            case "RegularExpression" -> path.matches(value);
            default -> throw new AssertionError("no such match: " + match.getType());
        };
    }
}
