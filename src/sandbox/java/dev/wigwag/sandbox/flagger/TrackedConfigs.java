package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ConfigMaps and Secrets a target uses, which Flagger watches and copies for the primary. */
final class TrackedConfigs {

    private static final Set<String> TYPES =
            Set.of("", "Opaque", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth", "kubernetes.io/tls");

    private final FlaggerObjects objects;

    TrackedConfigs(FlaggerObjects objects) {
        this.objects = objects;
    }

    /** {@code configmap/NAME} or {@code secret/NAME} with a hash of what is in it; one that is not there is left out. */
    Map<String, String> of(String namespace, JsonNode template) {
        Map<String, String> hashes = new TreeMap<>();
        find(namespace, template).forEach((key, object) -> hashes.put(key, hash(object.path("data"))));
        return hashes;
    }

    /** Makes or renews the primary's copies, and names them in its template instead of the target's. */
    void copyForPrimary(String namespace, ObjectNode template) {
        Map<String, ObjectNode> found = find(namespace, template);
        for (ConfigReferences.Place place : ConfigReferences.in(template)) {
            ObjectNode original = found.get(key(place.kind(), place.name()));
            if (original != null) {
                Named copy = new Named(namespace, place.name()).primary();
                ObjectNode members = JsonNodeFactory.instance.objectNode();
                members.set("data", original.path("data"));
                if (original.has("type")) {
                    members.set("type", original.path("type"));
                }
                Optional<ObjectNode> existing = objects.get(place.kind(), copy);
                if (existing.isEmpty()) {
                    objects.create(place.kind(), copy, members);
                } else {
                    ObjectNode data = JsonNodeFactory.instance.objectNode();
                    data.set("data", Difference.between(existing.get().path("data"), members.withObject("/data")));
                    objects.patch(place.kind(), copy, data);
                }
                place.rename(copy.name());
            }
        }
    }

    private Map<String, ObjectNode> find(String namespace, JsonNode template) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        for (ConfigReferences.Place place : ConfigReferences.in(template)) {
            objects.get(place.kind(), new Named(namespace, place.name()))
                    .filter(TrackedConfigs::tracked)
                    .ifPresent(object -> found.put(key(place.kind(), place.name()), object));
        }
        return found;
    }

    private static boolean tracked(JsonNode object) {
        return TYPES.contains(object.path("type").asText())
                && !object.path("metadata")
                        .path("annotations")
                        .path("flagger.app/config-tracking")
                        .asText()
                        .equals("disabled");
    }

    private static String key(FlaggerKind kind, String name) {
        return (kind == FlaggerKind.ConfigMap ? "configmap/" : "secret/") + name;
    }

    private static String hash(JsonNode data) {
        try {
            byte[] json = Fnv.sorted(data).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }
}
