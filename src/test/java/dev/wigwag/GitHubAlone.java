package dev.wigwag;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** An application that serves GitHub's edge and no other, built without the sandbox. */
public final class GitHubAlone implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("wigwag.edges", "github", "wigwag.sandbox.enabled", "false");
    }
}
