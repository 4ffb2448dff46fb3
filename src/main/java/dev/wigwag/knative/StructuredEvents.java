package dev.wigwag.knative;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/**
 * Has Funqy take a message in structured or batched mode for one. Funqy compares the media type to the letter, and takes
 * whatever has a {@code ce-id} for binary mode; but media types know no case, and a structured message may repeat its
 * attributes as headers (CloudEvents HTTP binding 1.0.2, 3 and 3.2.3). Either way the event would be lost as junk.
 */
@ApplicationScoped
public class StructuredEvents {
    private static final String MODES = "application/cloudevents";
    private static final String ATTRIBUTE = "ce-";

    void install(@Observes Router router) {
        router.route(HttpMethod.POST, "/").order(-100).handler(StructuredEvents::show);
    }

    private static void show(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        String mode = type == null ? "" : type.toLowerCase(Locale.ROOT).strip();
        if (mode.startsWith(MODES)) {
            headers.set(HttpHeaders.CONTENT_TYPE, mode);
            List.copyOf(headers.names()).stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(ATTRIBUTE))
                    .forEach(headers::remove);
        }
        context.next();
    }
}
