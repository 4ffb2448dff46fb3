package dev.wigwag.pitfalls;

import dev.wigwag.deploy.Readme;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Provider and the Alert that our README tells people to create. */
record SampleAlert(GenericKubernetesResource provider, GenericKubernetesResource alert) {
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml$(.*?)^```$");
    private static final KubernetesSerialization READER = new KubernetesSerialization();

    static SampleAlert fromTheReadme() {
        Matcher block = YAML.matcher(section());
        if (!block.find()) {
            throw new AssertionError("the README shows no Provider and no Alert");
        }
        List<GenericKubernetesResource> objects = Arrays.stream(block.group(1).split("(?m)^---$"))
                .map(document -> READER.unmarshal(document, GenericKubernetesResource.class))
                .toList();
        return new SampleAlert(named("Provider", objects), named("Alert", objects));
    }

    /** The words around it. */
    static String section() {
        return new Readme().section("The events of Flux");
    }

    /** The Alert's {@code spec.eventSources}. */
    List<Map<String, Object>> sources() {
        return alert.get("spec", "eventSources");
    }

    private static GenericKubernetesResource named(String kind, List<GenericKubernetesResource> objects) {
        return objects.stream()
                .filter(object -> object.getKind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README shows no " + kind));
    }
}
