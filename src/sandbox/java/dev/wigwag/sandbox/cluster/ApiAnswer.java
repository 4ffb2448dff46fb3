package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What the API makes of a request: a document, or a stream of changes. */
sealed interface ApiAnswer {

    /** A status code and its JSON body. */
    record Document(int status, ObjectNode body) implements ApiAnswer {
        static Document ok(ObjectNode body) {
            return new Document(200, body);
        }

        static Document of(ApiFailure failure) {
            return new Document(failure.code(), failure.status());
        }
    }

    /**
     * A watch to open.
     *
     * @param since the resource version after which changes are wanted; empty: first everything there is
     * @param timeout when the server ends it by itself
     */
    record Watching(ServedKind kind, Selection selection, Optional<Long> since, Optional<Duration> timeout)
            implements ApiAnswer {}
}
