package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.Ready;

/** What of a source changes whenever somebody should look at it again: it fetched, failed, recovered or was asked. */
final class Progress {
    private Progress() {}

    /** It as one text, to be compared only. */
    static String of(Fields source) {
        Ready ready = new Health(source).ready();
        return String.join(
                " ",
                source.text("status", "artifact", "revision"),
                source.text("status", "artifact", "digest"),
                source.text("status", "lastHandledReconcileAt"),
                ready.state().name(),
                ready.state() == Ready.State.False ? ready.reason() : "",
                Boolean.toString(source.isTrue("spec", "suspend")));
    }
}
