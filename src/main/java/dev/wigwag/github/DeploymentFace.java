package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletBudget;
import dev.wigwag.github.Deployment.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a rollout's deployment goes. The state alone is the picture: words that change under way are not worth a call.
 *
 * @param creation looks for the deployment if it is not known whether there is one
 */
record DeploymentFace(DeploymentCreation creation, Deployment.Status status, Duration pace) implements Face {
    @Override
    public String kind() {
        return creation.kind();
    }

    @Override
    public String target() {
        return creation.target();
    }

    @Override
    public String digest() {
        return status.state().name();
    }

    @Override
    public String credential() {
        return creation.credential();
    }

    @Override
    public OutletBudget budget() {
        return StatusFace.BUDGET;
    }

    @Override
    public boolean isFinal() {
        return status.state() != State.queued && status.state() != State.in_progress;
    }

    /** Without a deployment there is nothing to say it of: the one that may have been created was not. */
    @Override
    public String show(String ref) {
        if (ref == null) {
            return null;
        }
        DeploymentPlace place = creation.place();
        try {
            place.api().postDeploymentStatus(place.repository(), Long.parseLong(ref), status);
            return ref;
        } catch (GitHubApiException trouble) {
            throw trouble.outlet();
        }
    }

    @Override
    public Optional<String> find(Instant since) {
        return creation.find(since);
    }
}
