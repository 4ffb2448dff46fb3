package dev.wigwag.slack;

import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Rollout;

/** What became of a rollout so far, in one sign and a word or two. */
record Headline(String sign, String words) {
    static Headline of(Rollout rollout) {
        return switch (rollout.phase()) {
            case Pending -> new Headline("⏳", "Pushed");
            case Progressing -> new Headline("🔄", "Rolling out");
            case Waiting -> new Headline("✋", "Waiting for approval");
            case Succeeded -> new Headline("✅", "Live");
            case Failed -> new Headline("❌", "Failed");
            case Superseded -> ofSuperseded(rollout);
        };
    }

    private static Headline ofSuperseded(Rollout rollout) {
        if (!reason(rollout, "Live").isEmpty()) {
            return new Headline("☑️", "Live with a later commit");
        }
        return switch (reason(rollout, "Superseded")) {
            case "Rerouted" -> new Headline("➡️", "Not shown here any more");
            case "Dropped" -> new Headline("🗑️", "Dropped");
            case "NotSelected" -> new Headline("⏭️", "Not selected");
            case "SourceDeleted" -> new Headline("🗑️", "Source deleted");
            default -> new Headline("⏭️", "Overtaken");
        };
    }

    /** The reason of the rollout's condition of this type; empty without one. */
    private static String reason(Rollout rollout, String type) {
        return rollout.status().conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .map(Condition::reason)
                .findFirst()
                .orElse("");
    }
}
