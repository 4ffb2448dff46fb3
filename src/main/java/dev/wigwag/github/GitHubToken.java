package dev.wigwag.github;

/** What our calls to GitHub's API are authorised by. Blocks where a token has to be fetched. Thread-safe. */
sealed interface GitHubToken permits PersonalToken, InstallationTokens {
    /**
     * The token for calls about a repository.
     *
     * @throws GitHubApiException if there is none, or it could not be fetched
     */
    String bearer(RepositoryName repository) throws GitHubApiException;

    /** Whether anything is configured that could be used for the repository; costs no call. */
    boolean isThereFor(RepositoryName repository);

    /**
     * Tells that GitHub did not accept a token (401), so that it is not given out again while there is another.
     *
     * @return whether it is worth asking {@link #bearer} for another
     */
    boolean refused(RepositoryName repository, String bearer);

    /** Names whose limits the calls about a repository count towards; holds nothing secret, and costs no call. */
    String credential(RepositoryName repository);

    /** What to do if no token is accepted. */
    String advice();
}
