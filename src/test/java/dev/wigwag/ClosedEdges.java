package dev.wigwag;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** An application that nobody has given the secrets of Flux, Flagger and Slack. */
public final class ClosedEdges implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("wigwag.flagger.tokens", "", "wigwag.flux.secrets", "", "wigwag.slack.team-id", "");
    }
}
