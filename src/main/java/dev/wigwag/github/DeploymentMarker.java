package dev.wigwag.github;

import dev.wigwag.rollout.Rollout;

/**
 * What stands in the payload of our deployments, so that we know them again: an attempt has one, however often we try to
 * create it, and a later one of the same source knows the earlier.
 *
 * @param source cluster and source, with a slash at its end
 * @param attempt the rollout and its attempt
 */
record DeploymentMarker(String source, String attempt) {
    static DeploymentMarker of(String cluster, Rollout rollout) {
        return new DeploymentMarker(
                cluster + "/" + rollout.key().namespace() + "/"
                        + rollout.spec().source().kind() + "/"
                        + rollout.spec().source().name() + "/",
                rollout.key().name() + "/" + rollout.attempt());
    }

    /** Whether another marker is of the same source in the same cluster. */
    boolean isOfSameSource(String marker) {
        return marker.startsWith(source);
    }

    /** As it stands in the payload. */
    @Override
    public String toString() {
        return source + attempt;
    }
}
