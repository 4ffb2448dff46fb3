package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.GitHubAlone;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GitHubAlone.class)
class SandboxSwitchedOffTest {
    @Inject
    Instance<SandboxCluster> cluster;

    @Test
    void thereIsNeitherAClusterNorAPage() {
        assertThat(cluster.isUnsatisfied()).isTrue();
        when().get("/sandbox").then().statusCode(404);
        when().post("/sandbox/push").then().statusCode(404);
    }
}
