package dev.wigwag.knative;

import io.cloudevents.CloudEvent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What Knative's dispatcher makes of a subscriber's answer (pkg/kncloudevents and the channel-based broker's filter). */
sealed interface Verdict {
    /** The event is done with. */
    record Handled(int code) implements Verdict {}

    /** The answer is an event itself, which goes back into the broker. */
    record Replied(CloudEvent reply) implements Verdict {}

    /** To be tried again, as long as the policy has tries left. */
    record Again(int code, String data) implements Verdict {}

    /** A dead letter at once. */
    record Refused(int code, String data) implements Verdict {}

    /** Of the 4xx those that are tried again. */
    Set<Integer> RETRIED = Set.of(404, 408, 409, 429);

    /** Judges an answer. */
    static Verdict of(HttpResponse<byte[]> answer) {
        int code = answer.statusCode();
        String data = new String(answer.body(), StandardCharsets.UTF_8);
        if (code >= 500 || RETRIED.contains(code)) {
            return new Again(code, data);
        }
        if (code < 200 || code >= 300) {
            return new Refused(code, data);
        }
        if (EventBinding.isEvent(answer.headers().map())) {
            return EventBinding.read(answer.headers().map(), answer.body())
                    .<Verdict>map(Replied::new)
                    .orElseGet(() -> new Again(502, data));
        }
        // The filter takes a body that it cannot send on for a broken subscriber.
        return data.isEmpty() ? new Handled(code) : new Again(502, data);
    }

    /** No answer: no connection, a connection that broke, or a time-out; dead letters then bear 500. */
    static Verdict none(Exception trouble) {
        return new Again(500, "dispatch error: " + trouble);
    }
}
