package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SandboxSwitchedOffTest.Off.class)
class SandboxSwitchedOffTest {

    /** Builds the application without the sandbox. */
    public static final class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wigwag.sandbox.enabled", "false");
        }
    }

    @Inject
    Instance<SandboxCluster> cluster;

    @Test
    void thereIsNeitherAClusterNorAPage() {
        assertThat(cluster.isUnsatisfied()).isTrue();
        when().get("/sandbox").then().statusCode(404);
        when().post("/sandbox/push").then().statusCode(404);
    }
}
