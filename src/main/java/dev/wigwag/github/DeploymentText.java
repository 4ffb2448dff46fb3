package dev.wigwag.github;

import dev.wigwag.github.Deployment.State;
import dev.wigwag.github.Deployment.Status;
import dev.wigwag.rollout.Rollout;
import java.util.Optional;

/**
 * What a rollout's deployment says. Only its ends are told in detail, since the commit statuses tell the way there; so a
 * deployment gets a few statuses and not hundreds.
 */
final class DeploymentText {
    private DeploymentText() {}

    /**
     * The status that the deployment should have; empty if there should be none.
     *
     * @param begun whether there is a deployment, or may be: none is created for what Flux has not fetched, and may never
     * @param link null for none
     */
    static Optional<Status> of(Rollout rollout, boolean begun, String link) {
        String summary = rollout.status() == null ? "" : rollout.status().summary();
        return switch (rollout.phase()) {
            case Pending ->
                begun
                        ? Optional.of(Status.saying(
                                State.queued, "waiting for Flux to fetch " + rollout.shortRevision(), link))
                        : Optional.empty();
            case Progressing, Waiting ->
                Optional.of(Status.saying(State.in_progress, "rolling out " + rollout.shortRevision(), link));
            case Succeeded -> Optional.of(Status.saying(State.success, summary, link));
            case Failed -> Optional.of(Status.saying(State.failure, summary, link));
            case Superseded ->
                begun
                        ? Optional.of(Status.saying(
                                SupersededText.wasOvertaken(rollout) ? State.inactive : State.error, summary, link))
                        : Optional.empty();
        };
    }
}
