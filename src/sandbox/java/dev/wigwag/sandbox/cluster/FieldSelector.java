package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The {@code fieldSelector} parameter, for the two fields every kind supports: {@code metadata.name} and {@code metadata.namespace}. */
record FieldSelector(List<Predicate<JsonNode>> requirements) implements Predicate<JsonNode> {

    /** Refuses with 400 other fields, as the API server does for custom resources. */
    static FieldSelector parse(String text) {
        List<Predicate<JsonNode>> requirements = new ArrayList<>();
        for (String term : text.isBlank() ? new String[0] : text.split(",")) {
            boolean wanted = !term.contains("!=");
            String[] sides = term.split("!=|==|=", 2);
            String field = sides[0].trim().replaceFirst("^metadata\\.", "");
            if (sides.length < 2 || !List.of("name", "namespace").contains(field)) {
                throw ApiFailure.badRequest("field label not supported: " + sides[0]);
            }
            requirements.add(metadata -> metadata.path(field).asText().equals(sides[1].trim()) == wanted);
        }
        return new FieldSelector(List.copyOf(requirements));
    }

    @Override
    public boolean test(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return requirements.stream().allMatch(requirement -> requirement.test(metadata));
    }
}
