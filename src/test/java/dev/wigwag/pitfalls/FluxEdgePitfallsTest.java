package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.AnEvent.finished;
import static dev.wigwag.pitfalls.AnEvent.info;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.Exchange;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How events and hooks arrive, and what our answers do to their senders: pitfalls of flux.md §13. */
@QuarkusTest
@Timeout(60)
class FluxEdgePitfallsTest {
    private static final String SECRET = "wigwag-sandbox-flux";

    /** How long notification-controller tries, all attempts together, unless its Provider says otherwise. */
    private static final Duration FLUX_TRIES = Duration.ofSeconds(15);

    private static final byte[] EVENT = finished("nobody", 'a', "1s").body();

    @Inject
    SandboxCluster cluster;

    @Inject
    GitHubStandIn github;

    @TestHTTPResource("/")
    URI root;

    @AfterEach
    void mend() {
        cluster.faults().clear();
    }

    @Test
    @DisplayName("11: all attempts to deliver an event have to fit into fifteen seconds")
    void anEventIsAcknowledgedBeforeASlowClusterHasBeenLookedAt() throws Exception {
        Duration slow = Duration.ofSeconds(8);
        cluster.faults().delay("GET", ".*/gitrepositories/gitops", slow);
        byte[] event =
                info("GitRepository/gitops", "NewArtifact", "stored", Map.of()).body();
        long begun = System.nanoTime();

        HttpResponse<String> answer = post("flux", event, "X-Signature", signature(SECRET, event));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("queued");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(slow);
        assertThat(TestSettings.of(WigwagConfig.class, Map.of()).intake().patience())
                .as("where nobody works behind an answer, two attempts fit with the two seconds between them")
                .isLessThanOrEqualTo(FLUX_TRIES.minusSeconds(2).dividedBy(2));
    }

    @ParameterizedTest
    @DisplayName("12: older senders take only 200 and 202, and no sender repeats what got a 4xx")
    @ValueSource(strings = {"Kustomization", "GitRepository", "ImagePolicy", "ArtifactGenerator", "Tomorrow"})
    void everyEventThatIsUnderstoodIsAnswered202WithABody(String kind) throws Exception {
        byte[] event = info(kind + "/nobody", "NeverHeardOf", "", Map.of()).body();

        HttpResponse<String> answer = post("flux", event, "X-Signature", signature(SECRET, event));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"object\":\"" + kind + "/flux-system/nobody\"");
    }

    @Test
    @DisplayName("13: the signature is over the raw bytes, with every byte of the token as its key")
    void whatDiffersByAByteIsRefusedAndTheNewlineIsNamed() throws Exception {
        String text = new String(EVENT, StandardCharsets.UTF_8);
        byte[] spaced = text.replace("\":", "\": ").getBytes(StandardCharsets.UTF_8);

        assertThat(post("flux", EVENT, "X-Signature", signature(SECRET, EVENT)).statusCode())
                .isEqualTo(202);
        assertThat(post("flux", spaced, "X-Signature", signature(SECRET, EVENT)).statusCode())
                .isEqualTo(401);
        assertThat(post("flux", spaced, "X-Signature", signature(SECRET, spaced))
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> newline = post("flux", EVENT, "X-Signature", signature(SECRET + "\n", EVENT));
        assertThat(newline.statusCode()).isEqualTo(401);
        assertThat(newline.body()).contains("wigwag.flux.secrets", "newline").doesNotContain(SECRET);
        assertThat(Files.readString(Path.of("src/main/java/dev/wigwag/http/Signature.java")))
                .as("compared in constant time")
                .contains("MessageDigest.isEqual(")
                .doesNotContain("Arrays.equals(");
    }

    @Test
    @DisplayName("14: a generic provider makes no bearer token of its token")
    void anEventWithoutProofIsRefusedAndTheHeadersKeyIsNamed() throws Exception {
        HttpResponse<String> bare = post("flux", EVENT);
        HttpResponse<String> withHeaders = post("flux", EVENT, "Authorization", "Bearer " + SECRET);

        assertThat(bare.statusCode()).isEqualTo(401);
        assertThat(bare.body()).contains("generic-hmac", "headers");
        assertThat(withHeaders.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @DisplayName("17: a path is looked up as it comes, so queries, slashes and prefixes may miss it")
    @CsvSource({
        "flux, 202",
        "flux?, 202",
        "flux?source=fleet&x=1, 202",
        "flux/, 202",
        "wigwag/flux, 404",
        "hook/flux, 404",
        "flux/flux, 404",
        "FLUX, 404"
    })
    void aQueryAndASlashAtTheEndDoNoHarmAndAPrefixIsNotGuessed(String path, int status) throws Exception {
        HttpResponse<String> answer = post(path, EVENT, "X-Signature", signature(SECRET, EVENT));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(status == 202 ? "Kustomization/flux-system/nobody" : "unknown-path");
    }

    @Test
    @DisplayName("18: a ping is refused by who does not expect it")
    void aPingIsAnsweredWithWhoFollowsTheRepository() {
        Exchange ping = github.deliver(github.ping(Person.ANA), root.resolve("/github"));

        assertThat(ping.status()).isEqualTo(200);
        assertThat(ping.answer()).contains("of-no-interest", "GitRepository/flux-system/gitops", "follows");
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve("/" + path))
                .POST(BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String signature(String secret, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }
}
