package dev.wigwag.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The buttons under a canary: those with which there is something to decide, at a gate that Flagger asks Wigwag about. A button
 * that stays on somebody's screen for longer is answered by how things stand then.
 */
final class Buttons {
    /** What the ids of our buttons begin with. */
    static final String ACTION = "wigwag.";

    private static final int MAX_NAME = 60;
    private static final int ID = 12;

    private final Stage stage;
    private final ObjectKey key;
    private final String name;
    private final List<Approval> decisions;

    private Buttons(Stage stage, ObjectKey key, List<Approval> decisions) {
        this.stage = stage;
        this.key = key;
        this.name = SlackText.plain(stage.name() + "." + stage.namespace(), MAX_NAME);
        this.decisions = decisions;
    }

    /**
     * The buttons of a canary; none if there is nothing to decide.
     *
     * @param decisions the last ones on its run, those that have lapsed left out
     */
    static List<ObjectNode> of(Stage stage, List<Approval> decisions) {
        if (stage.canary() == null || stage.canary().run() == null) {
            return List.of();
        }
        // What could not be read from a press again would be a button for nothing.
        return ObjectKey.possible(stage.kind(), stage.namespace(), stage.name())
                .map(key -> new Buttons(stage, key, decisions).all())
                .orElse(List.of());
    }

    /** Another one as soon as something else stands to be decided, so that Slack draws the buttons anew. */
    static String blockId(List<ObjectNode> buttons) {
        StringBuilder values = new StringBuilder();
        buttons.forEach(button -> values.append(button.path("value").asText()));
        return ACTION + ThreadCursor.digest(values.toString(), ID);
    }

    private List<ObjectNode> all() {
        CanaryProgress canary = stage.canary();
        List<ObjectNode> buttons = new ArrayList<>();
        canary.waitsFor().filter(this::isToBeDecided).ifPresent(gate -> buttons.add(approve(gate)));
        boolean ordered = canary.heard() != null && canary.heard().what() == CanaryNews.What.RollbackOrdered;
        if (takesOrders(canary) && !ordered && isToBeDecided(Gate.rollback)) {
            buttons.add(rollBack());
        }
        return buttons;
    }

    private boolean isToBeDecided(Gate gate) {
        return stage.canary().gates().contains(gate)
                && decisions.stream().noneMatch(decision -> decision.gate() == gate);
    }

    /** Flagger v1.44 asks about a rollback in these phases only, of one that waits to begin once it has (reference: flagger.md §1.3). */
    private static boolean takesOrders(CanaryProgress canary) {
        return switch (FlaggerPhase.read(canary.phase())) {
            case Progressing, WaitingPromotion, Waiting -> true;
            default -> false;
        };
    }

    private ObjectNode approve(Gate gate) {
        String look = " Takes effect at Flagger's next look.";
        return switch (gate) {
            case rollout ->
                approve(gate, "Start " + name + "?", "The new version starts and gets its first traffic." + look);
            case traffic ->
                approve(
                        gate,
                        "More traffic for " + name + "?",
                        "The new version gets more traffic step by step, to the end of this run without asking again."
                                + look);
            case promotion ->
                approve(gate, "Promote " + name + "?", "The new version takes the place of the old one." + look);
            case rollback -> throw new IllegalArgumentException("nobody waits for a rollback");
        };
    }

    private ObjectNode approve(Gate gate, String title, String text) {
        return button("approve", "Approve", "primary", gate, confirm(title, text, "Approve"));
    }

    private ObjectNode rollBack() {
        CanaryProgress canary = stage.canary();
        FlaggerPhase phase = FlaggerPhase.read(canary.phase());
        boolean starts = phase == FlaggerPhase.Progressing && (canary.step() == null || canary.step() == 0);
        String when = phase == FlaggerPhase.Waiting
                ? "once the run has begun and its pods are ready"
                : starts ? "once the new version's pods are ready" : "at Flagger's next look";
        ObjectNode confirm = confirm(
                "Roll " + name + " back?",
                "All traffic goes back to the old version. Takes effect " + when + ".",
                "Roll back");
        return button("rollback", "Roll back", "danger", Gate.rollback, confirm.put("style", "danger"));
    }

    private ObjectNode button(String what, String label, String style, Gate gate, ObjectNode confirm) {
        ObjectNode button = JsonNodeFactory.instance
                .objectNode()
                .put("type", "button")
                .put("action_id", ACTION + what + "." + ThreadCursor.digest(key.toString(), ID))
                .put("style", style)
                .put("value", new ButtonValue(key, stage.canary().run(), gate).json());
        button.set("text", plain(label));
        button.set("confirm", confirm);
        return button;
    }

    private static ObjectNode confirm(String title, String text, String yes) {
        ObjectNode confirm = JsonNodeFactory.instance.objectNode();
        confirm.set("title", plain(title));
        confirm.set("text", plain(text));
        confirm.set("confirm", plain(yes));
        confirm.set("deny", plain("Not now"));
        return confirm;
    }

    private static ObjectNode plain(String text) {
        return BlockList.plain(text);
    }
}
