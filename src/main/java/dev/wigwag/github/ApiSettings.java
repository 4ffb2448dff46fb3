package dev.wigwag.github;

import java.time.Duration;

/**
 * How GitHub's API is called.
 *
 * @param version sent as {@code X-GitHub-Api-Version}; a server that does not know it answers 400, and GitHub Enterprise
 *     Server lags behind (reference: github.md §11)
 * @param connect how long a connection may take
 * @param call how long a call may take in all; GitHub itself cuts requests at 10 s (reference: github.md §12)
 */
record ApiSettings(ApiAddress address, String version, Duration connect, Duration call) {
    /** The version that GitHub takes where none is sent. */
    static final String VERSION = "2022-11-28";

    /** The usual settings. */
    static ApiSettings of(ApiAddress address) {
        return new ApiSettings(address, VERSION, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
