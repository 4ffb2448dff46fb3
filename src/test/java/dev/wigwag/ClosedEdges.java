package dev.wigwag;

import dev.wigwag.api.ApiConfig;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * An application for strangers: everybody may see the outline of rollouts, and nobody has given it the secrets of Flux, Flagger and Slack; a
 * token shows team-a. Without background work, so that nothing but the test writes.
 */
public final class ClosedEdges implements QuarkusTestProfile {
    public static final String TEAM_A = "token-of-team-a-12";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "wigwag.watch",
                "false",
                "wigwag.api.public",
                "true",
                ApiConfig.TOKENS,
                "team-a => " + TEAM_A,
                "wigwag.flagger.tokens",
                "",
                "wigwag.flux.secrets",
                "",
                "wigwag.slack.team-id",
                "");
    }
}
