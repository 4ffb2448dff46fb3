package dev.wigwag.knative;

import dev.wigwag.rollout.ObjectKey;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Events as Knative's sources send them; each has an id of its own, also if it is about the same change. */
final class SourceEvents {
    private static final Map<String, String> API_VERSIONS = Map.of(
            "GitRepository", "source.toolkit.fluxcd.io/v1",
            "OCIRepository", "source.toolkit.fluxcd.io/v1",
            "Bucket", "source.toolkit.fluxcd.io/v1",
            "Kustomization", "kustomize.toolkit.fluxcd.io/v1",
            "HelmRelease", "helm.toolkit.fluxcd.io/v2",
            "Canary", "flagger.app/v1beta1",
            "Rollout", "wigwag.dev/v1alpha1");

    private SourceEvents() {}

    /**
     * An ApiServerSource's event in Reference mode.
     *
     * @param change {@code add}, {@code update} or {@code delete}
     */
    static CloudEvent reference(String change, ObjectKey object) {
        String version = API_VERSIONS.getOrDefault(object.kind(), "example.org/v1");
        String data = "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"namespace\":\"%s\"}"
                .formatted(version, object.kind(), object.name(), object.namespace());
        return event("dev.knative.apiserver.ref." + change, "https://10.96.0.1:443")
                .withSubject("/apis/%s/namespaces/%s/%s/%s"
                        .formatted(version, object.namespace(), plural(object), object.name()))
                .withExtension("apiversion", version)
                .withExtension("kind", object.kind())
                .withExtension("name", object.name())
                .withExtension("namespace", object.namespace())
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** A PingSource's event. */
    static CloudEvent tick() {
        return event("dev.knative.sources.ping", "/apis/v1/namespaces/wigwag/pingsources/tick")
                .withData("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** The beginning of an event of any type. */
    static io.cloudevents.core.v1.CloudEventBuilder event(String type, String source) {
        return CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withType(type)
                .withSource(URI.create(source))
                .withTime(OffsetDateTime.parse("2026-03-01T12:00:00Z"));
    }

    /** As the source guesses it from the kind. */
    static String plural(ObjectKey object) {
        String kind = object.kind().toLowerCase(Locale.ROOT);
        return kind.endsWith("y") ? kind.substring(0, kind.length() - 1) + "ies" : kind + "s";
    }
}
