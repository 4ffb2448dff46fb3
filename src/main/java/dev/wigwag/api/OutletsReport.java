package dev.wigwag.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wigwag.engine.OutletTrial;
import dev.wigwag.rollout.Rollout;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of the samples.
 *
 * @param rollout the one they were made of
 * @param outlets each place outside that it is shown at
 * @param hint what to do if there is none; null otherwise
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "OutletsReport", description = "What came of the samples.")
record OutletsReport(RolloutId rollout, List<Sent> outlets, String hint) {
    private static final String NOWHERE = "This rollout is shown nowhere: set wigwag.slack.bot-token and"
            + " wigwag.slack.channel for Slack; a token or an App and wigwag.github.repositories, with this namespace and"
            + " repository in it, for GitHub.";

    /**
     * One sample.
     *
     * @param detail cause and fix, where it was not shown
     */
    @RegisterForReflection
    record Sent(String kind, String target, OutletTrial.Outcome outcome, String detail) {}

    static OutletsReport of(Rollout rollout, List<OutletTrial> trials) {
        List<Sent> sent = trials.stream()
                .map(trial -> new Sent(trial.kind(), trial.target(), trial.outcome(), trial.detail()))
                .toList();
        return new OutletsReport(RolloutId.of(rollout), sent, sent.isEmpty() ? NOWHERE : null);
    }
}
