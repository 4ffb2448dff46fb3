package dev.wigwag.flux;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.ObjectKey;
import java.io.InputStream;
import java.util.Set;

/**
 * An event as notification-controller sends it (reference: flux.md §1.1). Only its object is acted on, and that is read
 * live: severity info is no success, a success may be of yesterday, and a revision may be missing, a chart's version or not
 * live yet. The rest is for the log line; reasons and fields we have not heard of are fine.
 *
 * @param severity null if there is none
 * @param reason null if there is none
 * @param revision null if there is none
 */
record FluxEvent(ObjectKey object, String severity, String reason, String revision) {
    private static final Set<String> FIELDS = Set.of(
            "/involvedObject/kind",
            "/involvedObject/namespace",
            "/involvedObject/name",
            "/severity",
            "/reason",
            "/metadata/revision");
    private static final int TEXT = 200;

    /**
     * Reads it.
     *
     * @throws Malformed if it is no JSON object, or does not name an object that can exist in a namespace
     */
    static FluxEvent read(InputStream json) throws Malformed {
        Picked event = PayloadReader.pick(json, FIELDS);
        ObjectKey object = ObjectKey.possible(
                        event.required("/involvedObject/kind"),
                        event.required("/involvedObject/namespace"),
                        event.required("/involvedObject/name"))
                .orElseThrow(() -> new Malformed("involvedObject has a name that Kubernetes does not allow"));
        return new FluxEvent(
                object, text(event, "/severity"), text(event, "/reason"), text(event, "/metadata/revision"));
    }

    private static String text(Picked event, String field) {
        String text = event.text(field);
        return text == null ? null : CleanText.line(text, TEXT);
    }
}
