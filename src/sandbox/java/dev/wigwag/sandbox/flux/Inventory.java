package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a Kustomization applied, as Flux lists it in {@code status.inventory.entries} (reference: flux.md §7.4). */
final class Inventory {

    private Inventory() {}

    /** An entry's id: {@code <namespace>_<name>_<group>_<kind>}, a colon in the name written as two underscores. */
    record Id(String namespace, String name, String group, String kind) {

        static Id of(JsonNode manifest) {
            String apiVersion = manifest.path("apiVersion").asText();
            return new Id(
                    manifest.at("/metadata/namespace").asText(),
                    manifest.at("/metadata/name").asText(),
                    apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "",
                    manifest.path("kind").asText());
        }

        static Id parse(String text) {
            int first = text.indexOf('_');
            int last = text.lastIndexOf('_');
            int middle = text.lastIndexOf('_', last - 1);
            return new Id(
                    text.substring(0, first),
                    text.substring(first + 1, middle).replace("__", ":"),
                    text.substring(middle + 1, last),
                    text.substring(last + 1));
        }

        String text() {
            return "%s_%s_%s_%s".formatted(namespace, name.replace(":", "__"), group, kind);
        }

        /** As in messages: {@code Deployment/test/podinfo}, {@code Namespace/test}. */
        String words() {
            return namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name;
        }
    }

    static String words(JsonNode manifest) {
        return Id.of(manifest).words();
    }

    static ArrayNode entries(List<ObjectNode> manifests) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode manifest : manifests) {
            String apiVersion = manifest.path("apiVersion").asText();
            entries.addObject()
                    .put("id", Id.of(manifest).text())
                    .put("v", apiVersion.substring(apiVersion.indexOf('/') + 1));
        }
        return entries;
    }

    /** The entries of {@code before} that {@code now} has no more, last applied first. */
    static List<JsonNode> gone(JsonNode before, JsonNode now) {
        Set<String> kept = new HashSet<>();
        now.forEach(entry -> kept.add(entry.path("id").asText()));
        List<JsonNode> gone = new ArrayList<>();
        before.forEach(entry -> {
            if (!kept.contains(entry.path("id").asText())) {
                gone.add(0, entry);
            }
        });
        return gone;
    }
}
