package dev.wigwag.github;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** GitHub's API as the configuration has it. */
@Singleton
class ConfiguredEndpoint {
    @Produces
    @DefaultBean
    @Singleton
    ApiEndpoint endpoint(GitHubConfig config) {
        return new ApiEndpoint(config.apiUrl(), null);
    }
}
