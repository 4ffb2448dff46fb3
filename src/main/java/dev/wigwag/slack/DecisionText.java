package dev.wigwag.slack;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who decided what on a canary's run, and why, in mrkdwn. */
final class DecisionText {
    private static final int MAX_REASON = 300;
    private static final int MAX_NAME = 140;
    private static final String SLACK = "slack:";
    private static final String GITHUB = "github:";

    private DecisionText() {}

    /** The last decision on each gate of the stage's run, in the order of the gates. */
    static List<Approval> latest(Stage stage, List<Approval> approvals) {
        return Stream.of(Gate.values())
                .flatMap(gate -> latest(stage, approvals, gate).stream())
                .toList();
    }

    /** The last decision on one gate of the stage's run; empty if there is none. */
    static Optional<Approval> latest(Stage stage, List<Approval> approvals, Gate gate) {
        String canary = stage.namespace() + "/" + stage.name();
        return approvals.stream()
                .filter(approval -> approval.gate() == gate
                        && canary.equals(approval.canary())
                        && stage.canary() != null
                        && approval.run() != null
                        && approval.run().equals(stage.canary().run())
                        && approval.by() != null
                        && approval.at() != null)
                .max(Comparator.comparing(Approval::at));
    }

    /** {@code ✅ @ana approved the promotion · Nov 23, 12:00 · “looks good”}. */
    static String line(Approval approval) {
        return sign(approval.gate()) + " " + person(approval.by()) + " " + did(approval.gate()) + " · "
                + SlackText.date(approval.at())
                + reason(approval).map(words -> " · " + words).orElse("");
    }

    /** {@code @ana: “looks good”}, or the name alone. */
    static String whoAndWhy(Approval approval) {
        return person(approval.by())
                + reason(approval).map(words -> ": " + words).orElse("");
    }

    /** A mention of somebody in Slack; a message that is changed notifies nobody of it. */
    private static String person(String by) {
        String user = by.startsWith(SLACK) ? by.substring(SLACK.length()) : "";
        if (KnownPeople.isUser(user)) {
            return "<@" + user + ">";
        }
        return by.startsWith(GITHUB)
                ? SlackText.data(by.substring(GITHUB.length()), MAX_NAME) + " (GitHub)"
                : SlackText.data(by, MAX_NAME);
    }

    private static Optional<String> reason(Approval approval) {
        return Optional.ofNullable(approval.reason())
                .map(words -> SlackText.data(words, MAX_REASON))
                .filter(words -> !words.isBlank())
                .map(words -> "“" + words + "”");
    }

    private static String sign(Gate gate) {
        return gate == Gate.rollback ? "⏪" : "✅";
    }

    private static String did(Gate gate) {
        return switch (gate) {
            case rollout -> "approved the start";
            case traffic -> "approved more traffic";
            case promotion -> "approved the promotion";
            case rollback -> "ordered a rollback";
        };
    }
}
