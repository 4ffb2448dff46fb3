package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Predicate;

/** Which objects of a resource a list or watch is about; an empty {@code namespace} means all. */
record Selection(String namespace, LabelSelector labels, FieldSelector fields) implements Predicate<JsonNode> {

    static Selection of(String namespace, Map<String, String> query) {
        return new Selection(
                namespace,
                LabelSelector.parse(query.getOrDefault("labelSelector", "")),
                FieldSelector.parse(query.getOrDefault("fieldSelector", "")));
    }

    /** Whether something besides the namespace narrows the choice; then the number of remaining items is not told. */
    boolean bySelector() {
        return !labels.requirements().isEmpty() || !fields.requirements().isEmpty();
    }

    @Override
    public boolean test(JsonNode object) {
        boolean here = namespace.isEmpty()
                || object.path("metadata").path("namespace").asText().equals(namespace);
        return here && labels.test(StoredObject.labels(object)) && fields.test(object);
    }

    /** The same for an object that is in the namespace. */
    boolean testHere(StoredObject stored) {
        return labels.test(stored.labels()) && (fields.requirements().isEmpty() || fields.test(stored.object()));
    }
}
