package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field in the manifests is one that its kind has: a misspelt one is dropped by the API server, or refused. The types
 * are those of the client's library, which keeps what it does not know apart. Flux' and Linkerd's kinds are not in it and
 * have tests of their own.
 */
class KnownFieldsTest {
    static Stream<HasMetadata> typed() {
        return Kustomization.all().stream()
                .flatMap(kustomization -> kustomization.objects().stream())
                .filter(object -> !(object instanceof GenericKubernetesResource));
    }

    static Stream<HasMetadata> strange() {
        return Kustomization.all().stream()
                .flatMap(kustomization -> kustomization.objects().stream())
                .filter(GenericKubernetesResource.class::isInstance);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("typed")
    void everyFieldIsKnown(HasMetadata object) throws ReflectiveOperationException {
        assertThat(unknown(object, object.getKind()))
                .as(object.getMetadata().getName())
                .isEmpty();
    }

    @Test
    void onlyFluxAndLinkerdsKindsAreNotLookedAt() {
        assertThat(strange())
                .isNotEmpty()
                .allMatch(object -> object.getApiVersion().contains(".toolkit.fluxcd.io/")
                        || object.getApiVersion().startsWith("policy.linkerd.io/"));
    }

    @Test
    void aMisspeltFieldIsFound() throws ReflectiveOperationException {
        HasMetadata service = Manifests.objects("""
                        apiVersion: serving.knative.dev/v1
                        kind: Service
                        metadata: {name: a}
                        spec: {template: {spec: {containerConcurency: 1, containers: [{image: a, readinessProb: {}}]}}}
                        """).get(0);

        assertThat(unknown(service, "Service"))
                .containsExactlyInAnyOrder(
                        "Service.spec.template.spec.containerConcurency",
                        "Service.spec.template.spec.containers.readinessProb");
    }

    private static List<String> unknown(Object value, String at) throws ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                found.addAll(unknown(item, at));
            }
        } else if (value instanceof KubernetesResource && !(value instanceof JsonNode)) {
            for (Method getter : value.getClass().getMethods()) {
                if (getter.getName().equals("getAdditionalProperties")) {
                    Map<?, ?> strangers = (Map<?, ?>) getter.invoke(value);
                    if (strangers != null) {
                        strangers.keySet().forEach(name -> found.add(at + "." + name));
                    }
                } else if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                    found.addAll(unknown(getter.invoke(value), at + "." + field(getter)));
                }
            }
        }
        return found;
    }

    private static String field(Method getter) {
        return getter.getName().substring(3, 4).toLowerCase() + getter.getName().substring(4);
    }
}
