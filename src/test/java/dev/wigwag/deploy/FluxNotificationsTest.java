package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** components/flux-notifications: how Flux is told to tell Wigwag. */
class FluxNotificationsTest {
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml$(.*?)^```$");

    private final List<HasMetadata> objects = Kustomization.in(Manifests.ROOT.resolve("components/flux-notifications"))
            .objects();
    private final GenericKubernetesResource provider = object("Provider");
    private final GenericKubernetesResource alert = object("Alert");

    @Test
    void theyAreWhatTheReadmeShows() {
        Matcher shown = YAML.matcher(new Readme().section("The events of Flux"));

        assertThat(shown.find()).isTrue();
        assertThat(Manifests.objects(shown.group(1).strip())).isEqualTo(objects);
    }

    @Test
    void fluxSignsWhatItSendsToTheServiceInTheCluster() {
        Service service = Manifests.in(Manifests.DEPLOYMENT, "service.yaml", Service.class, "wigwag");
        URI address = URI.create(provider.get("spec", "address"));

        assertThat(provider.<String>get("spec", "type")).isEqualTo("generic-hmac");
        assertThat(provider.<String>get("spec", "secretRef", "name")).isNotBlank();
        assertThat(address.getPath()).isEqualTo("/flux");
        assertThat(address.getHost())
                .isEqualTo("%s.%s.svc.cluster.local"
                        .formatted(
                                service.getMetadata().getName(),
                                service.getMetadata().getNamespace()));
    }

    @Test
    void onKnativeItIsTheServiceThatServesFlux() {
        Kustomization sample = Kustomization.in(Manifests.ROOT.resolve("samples/my-knative-cluster"));

        assertThat(Manifests.tree(sample.yaml().at("/patches/0/patch").asText())
                        .at("/0/value")
                        .asText())
                .isEqualTo("http://wigwag-cluster.wigwag.svc.cluster.local/flux");
    }

    @Test
    void theyAreInTheNamespaceThatTheNetworkPolicyAdmits() {
        assertThat(objects)
                .extracting(object -> object.getMetadata().getNamespace())
                .containsOnly("flux-system");
        assertThat(alert.<String>get("spec", "providerRef", "name"))
                .isEqualTo(provider.getMetadata().getName());
    }

    @Test
    void everyKindWhoseEventsAreReadIsTold() {
        assertThat(alert.<List<Map<String, String>>>get("spec", "eventSources"))
                .extracting(source -> source.get("kind") + " " + source.get("name"))
                .containsExactlyInAnyOrder(
                        "GitRepository *", "OCIRepository *", "Bucket *", "Kustomization *", "HelmRelease *");
        assertThat(alert.<String>get("spec", "eventSeverity")).isEqualTo("info");
    }

    private GenericKubernetesResource object(String kind) {
        return objects.stream()
                .filter(object -> object.getKind().equals(kind))
                .map(GenericKubernetesResource.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
