package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where a pod template names ConfigMaps and Secrets: volumes, projected volumes, env and envFrom (reference: flagger.md §5.3). */
final class ConfigReferences {

    /** A place in a template: the object that has the name, and under which member. */
    record Place(FlaggerKind kind, ObjectNode holder, String field) {

        String name() {
            return holder.path(field).asText();
        }

        void rename(String name) {
            holder.put(field, name);
        }
    }

    private ConfigReferences() {}

    static List<Place> in(JsonNode template) {
        JsonNode spec = template.path("spec");
        Stream<Place> volumes = each(spec.path("volumes"))
                .flatMap(volume -> Stream.concat(
                        Stream.of(
                                new Found(FlaggerKind.ConfigMap, volume.path("configMap"), "name"),
                                new Found(FlaggerKind.Secret, volume.path("secret"), "secretName")),
                        each(volume.at("/projected/sources"))
                                .flatMap(source -> named(source.path("configMap"), source.path("secret")))))
                .flatMap(Found::place);
        Stream<Place> environment = Stream.concat(each(spec.path("initContainers")), each(spec.path("containers")))
                .flatMap(container -> Stream.concat(
                        each(container.path("env"))
                                .map(variable -> variable.path("valueFrom"))
                                .flatMap(from -> named(from.path("configMapKeyRef"), from.path("secretKeyRef"))),
                        each(container.path("envFrom"))
                                .flatMap(from -> named(from.path("configMapRef"), from.path("secretRef")))))
                .flatMap(Found::place);
        return Stream.concat(volumes, environment).toList();
    }

    private record Found(FlaggerKind kind, JsonNode holder, String field) {
        Stream<Place> place() {
            return holder instanceof ObjectNode object && object.has(field)
                    ? Stream.of(new Place(kind, object, field))
                    : Stream.empty();
        }
    }

    private static Stream<Found> named(JsonNode configMap, JsonNode secret) {
        return Stream.of(
                new Found(FlaggerKind.ConfigMap, configMap, "name"), new Found(FlaggerKind.Secret, secret, "name"));
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
