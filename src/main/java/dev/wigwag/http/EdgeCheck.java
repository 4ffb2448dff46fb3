package dev.wigwag.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * What an edge can tell from a request's headers, before its body is read: with the wrong ones, 25 MB need not be. An edge
 * has one by making it a CDI bean. It runs on the event loop and must not block.
 */
public interface EdgeCheck {

    /** The edge whose requests it looks at. */
    Edge edge();

    /**
     * Throws if the request can be refused already.
     *
     * @throws Refusal what is answered; no body is read then
     */
    void check(HttpServerRequest head);

    /** The largest body its senders have any use for, in bytes; what is configured for all paths holds besides. */
    default long bodyLimit() {
        return Long.MAX_VALUE;
    }

    /** The sender's own id of this request, for the log line of a refusal. */
    default Optional<String> delivery(HttpServerRequest head) {
        return Optional.empty();
    }
}
