package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The first step of a rollout's deployment: that there is one. A step of its own, so that a status that fails cannot make us
 * forget the deployment, whose creation is the one call that must not be repeated.
 *
 * @param payload written once; that it becomes another later is no reason for anything
 * @param denials is told if the token may not
 */
record DeploymentCreation(
        DeploymentPlace place, String description, DeploymentPayload payload, boolean isFinal, Denials denials)
        implements Face {
    /** The digest of an outlet that has got no further. */
    static final String CREATED = "created";

    @Override
    public String kind() {
        return DeploymentPlace.KIND;
    }

    @Override
    public String target() {
        return place.target();
    }

    @Override
    public String digest() {
        return CREATED;
    }

    @Override
    public String credential() {
        return place.credential();
    }

    @Override
    public OutletBudget budget() {
        return StatusFace.BUDGET;
    }

    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    @Override
    public String show(String ref) {
        if (ref != null) {
            return ref;
        }
        try {
            Deployment created = place.api()
                    .createDeployment(place.repository(), place.sha(), place.environment(), description, payload);
            return Long.toString(created.id());
        } catch (GitHubApiException trouble) {
            if (trouble.isDenied()) {
                denials.add(place.credential(), place.repository());
            }
            throw trouble.outlet();
        }
    }

    @Override
    public Optional<String> find(Instant since) {
        try {
            return place.api()
                    .findDeployment(
                            place.repository(),
                            place.sha(),
                            place.environment(),
                            place.marker().toString())
                    .map(found -> Long.toString(found.id()));
        } catch (GitHubApiException trouble) {
            throw trouble.outlet();
        }
    }
}
