package dev.wigwag.flagger;

import static dev.wigwag.flagger.FlaggerEvents.basic;
import static dev.wigwag.flagger.FlaggerEvents.saying;
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
class ClosedFlaggerEdgeTest {
    @TestHTTPResource("/flagger/event")
    URI edge;

    @Test
    void aGateWithoutATokenToAskForIsHeldAndNamesTheProperty() throws Exception {
        for (String gate : new String[] {"rollout", "traffic", "promotion", "rollback", "nothing"}) {
            HttpResponse<String> answer = FlaggerEvents.post(
                    edge.resolve("/flagger/gates/" + gate), saying("x"), "Authorization", "Bearer any");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("wigwag.flagger.tokens").hasSizeLessThanOrEqualTo(200);
        }
    }

    @Test
    void withoutATokenTheEdgeIsClosedAndNamesTheProperty() throws Exception {
        for (String header : new String[] {basic("flagger", ""), basic("flagger", "any"), "Bearer any"}) {
            HttpResponse<String> answer =
                    FlaggerEvents.post(edge, saying("Initialization done! podinfo.test"), "Authorization", header);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("not-configured", "wigwag.flagger.tokens");
        }
    }
}
