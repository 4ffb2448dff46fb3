package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/** Composes the body of the {@code ping} that follows the creation of a hook. */
final class PingPayload {

    private final Payloads payloads;

    PingPayload(GitForge forge) {
        this.payloads = new Payloads(forge);
    }

    ObjectNode compose(long hookId, BodyForm form, Person by, Instant at) {
        ObjectNode ping = JsonNodeFactory.instance
                .objectNode()
                .put("zen", "Keep it small.")
                .put("hook_id", hookId);
        ObjectNode hook = ping.putObject("hook");
        hook.put("type", "Repository").put("id", hookId).put("name", "web").put("active", true);
        hook.putArray("events").add("push");
        hook.putObject("config")
                .put("content_type", form.name().toLowerCase(Locale.ROOT))
                .put("insecure_ssl", "0")
                .put("secret", "********")
                .put("url", "********");
        hook.put("updated_at", at.toString()).put("created_at", at.toString());
        ping.set("repository", payloads.repository(at));
        ping.set("sender", payloads.sender(by));
        return ping;
    }
}
