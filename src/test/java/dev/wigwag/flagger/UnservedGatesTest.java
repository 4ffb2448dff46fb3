package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.GitHubAlone;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(GitHubAlone.class)
class UnservedGatesTest {
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
