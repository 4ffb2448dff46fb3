package dev.wigwag;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** An application that works only while it is asked something, and knows secrets of all kinds. */
public final class AtScaleToZero implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "wigwag.watch",
                "false",
                "wigwag.flux.secrets",
                "platform-secret,team-*|shop => tenants-secret",
                "wigwag.flagger.tokens",
                "platform-token,team-*|shop => tenants-token,p@ss/w:rd%?#ü");
    }
}
