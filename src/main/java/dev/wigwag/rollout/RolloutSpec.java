package dev.wigwag.rollout;

/**
 * What is rolled out ({@code .spec}).
 *
 * @param source the Flux source, in the rollout's own namespace
 * @param revision the revision as Flux writes it, for example {@code main@sha1:…}
 * @param repository the repository's address without credentials, or null where the source has none
 * @param commit the commit behind the revision, or null where there is none
 * @param request the token of the push that this attempt answers (see {@link RequestToken}); null if no push did
 */
public record RolloutSpec(Source source, String revision, String repository, Commit commit, String request) {
    /** Kind and name of the source; the namespace is the rollout's. */
    public record Source(String kind, String name) {}

    /** This spec for a further push of the same revision. */
    RolloutSpec again(Commit pushed, String token) {
        return new RolloutSpec(source, revision, repository, pushed, token);
    }
}
