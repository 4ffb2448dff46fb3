package dev.wigwag;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** An application that works only while it is asked something, knows secrets of all kinds, and reads repositories. */
public final class AtScaleToZero implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "wigwag.watch",
                "false",
                "wigwag.flux.secrets",
                "platform-secret,team-*|shop => tenants-secret",
                "wigwag.flagger.tokens",
                "platform-token,team-*|shop => tenants-token,p@ss/w:rd%?#ü",
                "wigwag.git.enabled",
                "true",
                "wigwag.git.instead-of",
                "https://github.com/ => http://localhost:${quarkus.http.test-port:8081}/sandbox/git/");
    }
}
