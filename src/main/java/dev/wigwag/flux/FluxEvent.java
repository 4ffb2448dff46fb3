package dev.wigwag.flux;

import dev.wigwag.http.CleanText;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * An event as notification-controller sends it (reference: flux.md §1.1). Only its object is acted on, and that is read
 * live: severity info is no success, a success may be of yesterday, and a revision may be missing, a chart's version or not
 * live yet. What a Kustomization says it changed is kept as a hint at what Flagger does next. The rest is for the log line; reasons and fields we have not heard of are fine.
 *
 * @param severity null if there is none
 * @param reason null if there is none
 * @param revision null if there is none
 * @param changed the objects that the event says were created or changed
 */
record FluxEvent(ObjectKey object, String severity, String reason, String revision, Set<ObjectKey> changed) {
    private static final Set<String> FIELDS = Set.of(
            "/involvedObject/kind",
            "/involvedObject/namespace",
            "/involvedObject/name",
            "/severity",
            "/reason",
            "/metadata/revision",
            "/message");
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
        boolean applies = object.kind().equals(FluxKind.Kustomization.name());
        return new FluxEvent(
                object,
                text(event, "/severity"),
                text(event, "/reason"),
                text(event, "/metadata/revision"),
                applies ? ChangeList.of(event.text("/message")) : Set.of());
    }

    /** What a Kustomization has changed on behalf of which revision; empty if the event does not say. */
    Optional<ChangeSet> changes() {
        return changed.isEmpty()
                ? Optional.empty()
                : Revision.read(revision).map(applied -> new ChangeSet(object, applied, changed));
    }

    private static String text(Picked event, String field) {
        String text = event.text(field);
        return text == null ? null : CleanText.line(text, TEXT);
    }
}
