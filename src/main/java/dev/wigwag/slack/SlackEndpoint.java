package dev.wigwag.slack;

import java.net.URI;

/**
 * Where Slack's Web API is, as configured; what runs against a stand-in puts another in its place.
 *
 * @param methods without a slash at its end
 */
public record SlackEndpoint(URI methods) {}
