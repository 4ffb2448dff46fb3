package dev.wigwag.api;

import dev.wigwag.http.LogLine;
import dev.wigwag.http.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Finds out who asks, answers in JSON, and leaves a line and a count behind, whatever became of it. */
@ApplicationScoped
class ApiAnswers {
    private final ApiTokens tokens;
    private final SparseJson json;
    private final ReadRecord record;

    ApiAnswers(ApiTokens tokens, SparseJson json, ReadRecord record) {
        this.tokens = tokens;
        this.json = json;
        this.record = record;
    }

    /**
     * The answer to one request.
     *
     * @param event what is asked for, in the metric
     * @param line the log line, which the caller may add to
     * @param read what the viewer is shown
     * @throws Refusal if the viewer is nobody, or {@code read} refused
     */
    RestResponse<byte[]> answer(String event, RoutingContext context, LogLine line, Function<Viewer, Object> read) {
        long begun = System.nanoTime();
        line.add("event", event);
        try {
            Viewer viewer = tokens.viewer(context.request().headers().getAll(ApiTokens.HEADER));
            line.add("viewer", viewer.label());
            byte[] body = json.of(read.apply(viewer)).getBytes(StandardCharsets.UTF_8);
            record.answered(event, line, begun);
            return RestResponse.ResponseBuilder.ok(body)
                    // What one token may see is not for a cache to show to another.
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (Refusal refusal) {
            record.refused(event, line, refusal.problem(), begun);
            throw refusal;
        }
    }
}
