package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a fetch came to. */
sealed interface Outcome {

    /** Why the artifact had to be made anew. */
    record Change(String reason, String message) {}

    /** The artifact and what it includes; {@code change} is empty when it is the one already in storage. */
    record Fetched(ObjectNode artifact, ArrayNode included, Optional<Change> change) implements Outcome {}

    /** Nothing was fetched; {@code condition} is the type of condition that says so. */
    record Failed(String condition, String reason, String message) implements Outcome {}
}
