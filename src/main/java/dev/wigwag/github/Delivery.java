package dev.wigwag.github;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * What the headers say of a delivery. None of it is covered by the signature, so nothing but reading hangs on it.
 *
 * @param id {@code X-GitHub-Delivery}, the same for every redelivery of one event; "unknown" if it is missing
 * @param event {@code X-GitHub-Event}; null if it is missing
 * @param form whether the body is a form with the JSON inside, as hooks made through the API send
 */
record Delivery(String id, String event, boolean form) {
    static Delivery of(HttpServerRequest request) {
        String id = request.getHeader("X-GitHub-Delivery");
        String type = request.getHeader("Content-Type");
        return new Delivery(
                id == null || id.isBlank() ? "unknown" : id,
                request.getHeader("X-GitHub-Event"),
                type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"));
    }
}
