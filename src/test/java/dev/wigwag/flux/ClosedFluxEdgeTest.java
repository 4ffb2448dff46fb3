package dev.wigwag.flux;

import static dev.wigwag.flux.FluxEvents.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.ClosedEdges;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ClosedEdges.class)
class ClosedFluxEdgeTest {
    @TestHTTPResource("/flux")
    URI edge;

    @Test
    void withoutASecretTheEdgeIsClosedAndNamesTheProperty() throws Exception {
        HttpResponse<String> answer =
                FluxEvents.post(edge, FINISHED, "X-Signature", FluxEvents.signature("any", FINISHED));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("not-configured", "wigwag.flux.secrets");
    }
}
