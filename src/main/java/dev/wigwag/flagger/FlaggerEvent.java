package dev.wigwag.flagger;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.ObjectKey;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;

/**
 * What Flagger posts to a webhook, of whatever type ({@code CanaryWebhookPayload}; reference: flagger.md §1.1, §1.4). It
 * does not say of which type the webhook is, and its phase is often not that of the Canary: all of it is a hint, and the
 * Canary is read live.
 *
 * @param canary the Canary it speaks of
 * @param phase null if there is none
 * @param checksum what Flagger hashed its config to, any text; null before Flagger 1.34
 * @param message what happened, addresses shortened to their hosts; null unless the webhook is one for events
 * @param warning whether Flagger calls it a warning
 * @param at when the payload was made, to the millisecond; null if it does not say
 */
record FlaggerEvent(ObjectKey canary, String phase, String checksum, String message, boolean warning, Instant at) {
    private static final Set<String> FIELDS = Set.of(
            "/name",
            "/namespace",
            "/phase",
            "/checksum",
            "/metadata/eventMessage",
            "/metadata/eventType",
            "/metadata/timestamp");
    private static final int TEXT = 200;

    /** 9999-12-31T23:59:59.999Z; what lies behind it no RFC 3339 time can say. */
    private static final long LAST = 253_402_300_799_999L;

    /**
     * Reads it.
     *
     * @throws Malformed if it is no JSON object, or does not name a Canary that can exist
     */
    static FlaggerEvent read(InputStream json) throws Malformed {
        Picked payload = PayloadReader.pick(json, FIELDS);
        ObjectKey canary = ObjectKey.possible("Canary", payload.required("/namespace"), payload.required("/name"))
                .orElseThrow(() -> new Malformed(
                        "the payload's namespace or name is none that Kubernetes allows; send what Flagger sends"));
        String message = payload.text("/metadata/eventMessage");
        return new FlaggerEvent(
                canary,
                line(payload, "/phase"),
                line(payload, "/checksum"),
                message == null || message.isBlank() ? null : FlaggerText.of(message),
                "Warning".equals(payload.text("/metadata/eventType")),
                time(payload.text("/metadata/timestamp")));
    }

    private static String line(Picked payload, String field) {
        String text = payload.text(field);
        return text == null || text.isBlank() ? null : CleanText.line(text, TEXT);
    }

    private static Instant time(String millis) {
        if (millis == null || !millis.matches("[0-9]{1,15}")) {
            return null;
        }
        long since1970 = Long.parseLong(millis);
        return since1970 > LAST ? null : Instant.ofEpochMilli(since1970);
    }
}
