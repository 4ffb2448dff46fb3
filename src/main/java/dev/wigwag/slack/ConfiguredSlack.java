package dev.wigwag.slack;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Slack's API as the configuration has it. */
@Singleton
class ConfiguredSlack {
    @Produces
    @DefaultBean
    @Singleton
    SlackEndpoint endpoint(SlackConfig config) {
        return new SlackEndpoint(config.apiUrl());
    }
}
