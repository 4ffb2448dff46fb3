package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Stage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What people decided on the canaries of a message, and what they may decide there.
 *
 * @param approvals those that have not lapsed
 * @param buttons whether presses of buttons reach us
 */
record Decisions(List<Approval> approvals, boolean buttons) {
    /** Of more canaries the buttons would push everything else out of the message; the command is there for those. */
    static final int MOST = 5;

    static final Decisions NONE = new Decisions(List.of(), false);

    Decisions {
        approvals = List.copyOf(approvals);
    }

    /**
     * Adds what there is for a canary, below its lines.
     *
     * @param canaries how many have their buttons already
     * @param room characters to be left for what comes after it
     * @return whether it has got buttons
     */
    boolean add(BlockList blocks, Stage stage, int canaries, int room) {
        List<Approval> latest = DecisionText.latest(stage, approvals);
        if (!latest.isEmpty()) {
            blocks.context(latest.stream().map(DecisionText::line).collect(Collectors.joining("\n")), room);
        }
        List<ObjectNode> shown = buttons && canaries < MOST ? Buttons.of(stage, latest) : List.of();
        return !shown.isEmpty() && blocks.actions(Buttons.blockId(shown), shown, room);
    }
}
