package dev.wigwag.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;

/** What a Deployment or a Knative Service makes pods of: both have it in the same place. */
record PodTemplate(String of, ObjectMeta metadata, PodSpec spec) {

    static PodTemplate of(HasMetadata object) {
        JsonNode template = Manifests.as(object, JsonNode.class).at("/spec/template");
        return new PodTemplate(
                object.getFullResourceName() + "/" + object.getMetadata().getName(),
                Manifests.as(template.path("metadata"), ObjectMeta.class),
                Manifests.as(template.path("spec"), PodSpec.class));
    }

    /** Every one under k8s/. */
    static List<PodTemplate> all() {
        return Kustomization.all().stream()
                .flatMap(kustomization -> kustomization.objects().stream())
                .filter(object -> object.getApiVersion().startsWith("apps/")
                        || object.getApiVersion().startsWith("serving.knative.dev/"))
                .map(PodTemplate::of)
                .toList();
    }

    /** Those of Wigwag itself. */
    static List<PodTemplate> ofWigwag() {
        return all().stream()
                .filter(template -> template.container().getName().equals("wigwag"))
                .toList();
    }

    Container container() {
        return spec.getContainers().get(0);
    }

    Volume volume(String name) {
        return spec.getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(of + " has no volume " + name));
    }

    VolumeMount mount(String name) {
        return container().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(of + " mounts no volume " + name));
    }

    String environment(String name) {
        return container().getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError(of + " does not set " + name));
    }

    @Override
    public String toString() {
        return of;
    }
}
