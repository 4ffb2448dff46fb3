package dev.wigwag.rollout;

/**
 * What is rolled out ({@code .spec}).
 *
 * @param source the Flux source, in the rollout's own namespace
 * @param revision the revision as Flux writes it, for example {@code main@sha1:…}
 * @param repository the repository's address without credentials, or null where the source has none
 * @param commit the commit behind the revision, or null where there is none
 * @param request the token of the push that this attempt answers (see {@link RequestToken}); null if no push did
 * @param changes what it brings; null as long as that is not known
 * @param impact whom that concerns; null as long as that is not known
 */
public record RolloutSpec(
        Source source,
        String revision,
        String repository,
        Commit commit,
        String request,
        Changes changes,
        Impact impact) {
    /** Kind and name of the source; the namespace is the rollout's. */
    public record Source(String kind, String name) {}

    /** One of which nobody knows yet what it brings. */
    public RolloutSpec(Source source, String revision, String repository, Commit commit, String request) {
        this(source, revision, repository, commit, request, null, null);
    }

    /** This spec, telling what it brings and whom that concerns. */
    public RolloutSpec bringing(Changes brought, Impact concerned) {
        return new RolloutSpec(source, revision, repository, commit, request, brought, concerned);
    }

    /** This spec for a further push of the same revision. */
    public RolloutSpec again(Commit pushed, String token) {
        return new RolloutSpec(source, revision, repository, pushed, token);
    }
}
