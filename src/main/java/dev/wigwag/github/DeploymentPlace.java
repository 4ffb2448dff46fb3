package dev.wigwag.github;

import java.time.Instant;

/**
 * Where a rollout's deployment is, or is to be.
 *
 * @param credential whose limits the calls count towards
 * @param since when the source came to hold the commit, by which the deployments of a source are ordered: they are created
 *     when GitHub lets us
 */
record DeploymentPlace(
        GitHubApi api,
        String credential,
        RepositoryName repository,
        String environment,
        String sha,
        DeploymentMarker marker,
        Instant since) {
    /** The outlet's kind. */
    static final String KIND = "github-deployment";

    /** The outlet's target. */
    String target() {
        return repository + " " + environment;
    }
}
