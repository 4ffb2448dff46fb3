package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;
import dev.wigwag.rollout.Gate;
import java.util.Arrays;
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
        return addressed().filter(this::isOfType);
    }

    /** The gate that it asks Wigwag about though its type is not that gate's; empty if there is no such confusion. */
    Optional<Gate> mistaken() {
        return addressed().filter(gate -> !isOfType(gate));
    }

    private Optional<Gate> addressed() {
        return Arrays.stream(Gate.values())
                .filter(gate -> address != null && address.endsWith(GATES + gate.name()))
                .findFirst();
    }

    private boolean isOfType(Gate gate) {
        return type != null && type.gate().equals(Optional.of(gate));
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
