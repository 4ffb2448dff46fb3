package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import dev.wigwag.rollout.Gate;
import java.util.Optional;

/**
 * A webhook of a Canary ({@code spec.analysis.webhooks[]}).
 *
 * @param name empty if it has none
 * @param type null if it is of none we have heard of
 * @param address where it is called, without user info, query and what looks like a key; null if it is no address
 */
record CanaryHook(String name, HookType type, String address) {
    /** Where Wigwag answers gates; behind an ingress the path may have more before it. */
    private static final String GATES = "/flagger/gates/";

    /** The gate that Flagger asks Wigwag about by this webhook; empty if it asks somebody else, or something else. */
    Optional<Gate> gate() {
        return type == null
                ? Optional.empty()
                : type.gate().filter(gate -> address != null && address.endsWith(GATES + gate.name()));
    }

    /** Reads one. */
    static CanaryHook of(Tree webhook) {
        String name = FlaggerText.field(webhook.text("name"));
        return new CanaryHook(
                name == null ? "" : name,
                HookType.of(webhook.text("type")).orElse(null),
                PlainAddress.of(webhook.text("url")));
    }
}
