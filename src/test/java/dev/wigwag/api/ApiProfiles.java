package dev.wigwag.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The application as it is set up for readers; without background work, so that nothing but the test writes. */
final class ApiProfiles {
    static final String ALL = "all-seeing-token-1";
    static final String TEAM_A = "token-of-team-a-12";
    static final String TEAM_B = "token-of-team-b-34";

    private ApiProfiles() {}

    /** A token for everything, one for team-a, and one that is listed twice. */
    public static final class Tokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "wigwag.watch",
                    "false",
                    "quarkus.http.test-port",
                    "0",
                    ApiConfig.TOKENS,
                    String.join(
                            ",", ALL, "team-a => " + TEAM_A, "team-b|team-c => " + TEAM_B, "team-b-* => " + TEAM_B));
        }
    }
}
