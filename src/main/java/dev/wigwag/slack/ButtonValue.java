package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a button stands for, as it is written into the button: what a press is about, and never a right to anything.
 *
 * @param run the run whose picture the button is on
 */
record ButtonValue(ObjectKey canary, String run, Gate gate) {
    private static final String CANARY = "/c";
    private static final String RUN = "/r";
    private static final String GATE = "/g";
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9.-]{1,200}");

    /** Without {@code & < >}, which would come back as something else (reference: slack.md §10). */
    String json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(CANARY.substring(1), Approval.name(canary))
                .put(RUN.substring(1), run)
                .put(GATE.substring(1), gate.name())
                .toString();
    }

    /** Reads {@link #json}; empty if it is nothing of the kind. */
    static Optional<ButtonValue> read(String json) {
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            Picked fields = PayloadReader.pick(new ByteArrayInputStream(bytes), Set.of(CANARY, RUN, GATE));
            String[] name = fields.required(CANARY).split("/", -1);
            String run = fields.required(RUN);
            String gate = fields.required(GATE);
            Optional<ObjectKey> canary =
                    name.length == 2 ? ObjectKey.possible("Canary", name[0], name[1]) : Optional.empty();
            return Arrays.stream(Gate.values())
                    .filter(known -> known.name().equals(gate))
                    .findFirst()
                    .filter(known -> RUN_ID.matcher(run).matches())
                    .flatMap(known -> canary.map(key -> new ButtonValue(key, run, known)));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
