package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(UnservedGatesTest.GitHubOnly.class)
class UnservedGatesTest {
    public static final class GitHubOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wigwag.edges", "github");
        }
    }

    @TestHTTPResource("/flagger/gates/")
    URI gates;

    @ParameterizedTest
    @ValueSource(strings = {"rollout", "rollback", "nothing"})
    void whereTheEdgeIsNotServedThereIsNoGate(String gate) throws Exception {
        assertThat(FlaggerEvents.post(gates.resolve(gate), "{}", "Authorization", "Bearer wigwag-sandbox-flagger")
                        .statusCode())
                .isEqualTo(404);
    }
}
