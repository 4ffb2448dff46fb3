package dev.wigwag.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(HttpProbe.Profile.class)
class BodyCollectorTest {

    private static final int LIMIT = HttpProbe.Profile.BODY_LIMIT;
    private static final String POST = "POST /slack/probe HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    @TestHTTPResource
    URL url;

    @Inject
    BodyBudget budget;

    @Inject
    MeterRegistry meters;

    @Inject
    HttpProbe.Brake brake;

    @AfterEach
    void nothingIsHeldAnyMore() {
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
        assertThat(meters.get("wigwag.http.bodies.in.flight").gauge().value()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 4097, 65_536, 65_537, 100_000, LIMIT})
    void aBodyWithALengthArrivesAsItWasSentAndOffTheEventLoop(int size) throws Exception {
        byte[] bytes = random(size);
        try (RawHttp http = connect()) {
            http.send(POST + length(size)).send(bytes);
            assertThat(http.read().body()).isEqualTo(digest(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 8192, 8193, LIMIT})
    void aChunkedBodyArrivesAsItWasSent(int chunk) throws Exception {
        byte[] bytes = random(chunk == 1 ? 3000 : LIMIT);
        try (RawHttp http = connect()) {
            http.send(CHUNKED).send(chunked(bytes, chunk));
            assertThat(http.read().body()).isEqualTo(digest(bytes));
        }
    }

    @Test
    void aRequestWithoutABodyHasAnEmptyOne() throws Exception {
        try (RawHttp http = connect()) {
            String empty = digest(new byte[0]);
            assertThat(http.send(POST + "\r\n").read().body()).isEqualTo(empty);
            assertThat(http.send(POST + length(0)).read().body()).isEqualTo(empty);
            assertThat(http.send(CHUNKED + "0\r\n\r\n").read().body()).isEqualTo(empty);
        }
    }

    @Test
    void requestsFollowEachOtherOnOneConnectionEvenUnasked() throws Exception {
        byte[] first = random(5000);
        byte[] second = random(70_000);
        try (RawHttp http = connect()) {
            http.send(POST + length(first.length)).send(first);
            http.send(CHUNKED).send(chunked(second, 999));
            http.send("GET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            http.send(POST + length(first.length)).send(first);
            assertThat(http.read().body()).isEqualTo(digest(first));
            assertThat(http.read().body()).isEqualTo(digest(second));
            assertThat(http.read().status()).isEqualTo(200);
            assertThat(http.read().body()).isEqualTo(digest(first));
        }
    }

    @Test
    void aBodyAnnouncedTooLargeIsRefusedBeforeItIsSentAndTheConnectionCloses() throws Exception {
        double before = refusals("body-too-large");
        try (RawHttp http = connect()) {
            http.send(POST + length(LIMIT + 1));
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.headers())
                    .containsEntry("connection", "close")
                    .containsEntry("content-type", "application/problem+json");
            assertThat(answer.body()).contains("urn:wigwag:problem:body-too-large", "\"limit\":" + LIMIT);
            http.send(new byte[LIMIT + 1]);
            assertThat(http.isClosedByServer()).isTrue();
        }
        assertThat(refusals("body-too-large")).isEqualTo(before + 1);
    }

    @Test
    void aChunkedBodyIsRefusedAsSoonAsItIsTooLarge() throws Exception {
        try (RawHttp http = connect()) {
            http.send(CHUNKED).send(chunked(new byte[LIMIT + 1], 8192));
            assertThat(http.read().status()).isEqualTo(413);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aSenderStillSendingReadsWhyItWasRefused() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + length(4_000_000));
            byte[] piece = new byte[100_000];
            for (int i = 0; i < 40; i++) {
                http.send(piece);
            }
            assertThat(http.read().status()).isEqualTo(413);
        }
    }

    @Test
    void aRefusedSenderThatNeverFinishesIsCutOffAfterAMoment() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + length(LIMIT + 1)).send(new byte[10]);
            assertThat(http.read().status()).isEqualTo(413);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "-1", "1,2", "0x10", "ten", "10\r\nContent-Length: 11"})
    void anImpossibleLengthIsRefused(String length) throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + "Content-Length: " + length + "\r\n\r\n0123456789");
            assertThat(http.read().status()).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatDoesNotArriveInTimeIsRefused() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + length(1000)).send(new byte[999]);
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(answer.body()).contains("body-too-slow", "400 ms");
            await().untilAsserted(() -> assertThat(budget.taken()).isZero());
            http.send(new byte[1]);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aBodyCutShortReleasesWhatItHeld() throws Exception {
        for (boolean politely : List.of(true, false)) {
            try (RawHttp http = connect()) {
                http.send(POST + length(100_000)).send(new byte[70_000]);
                await().untilAsserted(() -> assertThat(budget.taken()).isPositive());
                if (!politely) {
                    http.reset();
                }
            }
            await().untilAsserted(() -> assertThat(budget.taken()).isZero());
        }
    }

    @Test
    void aSenderGoneWhileItsRequestIsWorkedOnReleasesWhatItHeld() throws Exception {
        try (RawHttp http = connect()) {
            hold(http, 50_000);
            assertThat(budget.taken()).isEqualTo(50_000);
            http.reset();
            await().untilAsserted(() -> assertThat(budget.taken()).isZero());
        } finally {
            brake.mayLeave.release();
        }
    }

    @Test
    void whatIsInFlightIsCountedUntilTheAnswerAndNoFurther() throws Exception {
        try (RawHttp http = connect()) {
            hold(http, 50_000);
            assertThat(budget.taken()).isEqualTo(50_000);
            brake.mayLeave.release();
            assertThat(http.read().status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(budget.taken()).isZero());
        }
    }

    @Test
    void beyondTheBudgetABodyIsRefusedWhileSmallOnesAreServed() throws Exception {
        try (RawHttp first = connect();
                RawHttp second = connect();
                RawHttp third = connect();
                RawHttp fourth = connect()) {
            hold(first, 120_000);
            hold(second, 120_000);

            RawHttp.Answer announced = third.send(POST + length(100_000)).read();
            assertThat(announced.status()).isEqualTo(503);
            assertThat(announced.body()).contains("no-room-for-body", "wigwag.http.bodies-in-flight");

            RawHttp.Answer arriving =
                    fourth.send(CHUNKED).send(chunked(new byte[100_000], 5000)).read();
            assertThat(arriving.status()).isEqualTo(503);

            try (RawHttp small = connect()) {
                byte[] bytes = random(5000);
                small.send(POST + length(bytes.length)).send(bytes);
                assertThat(small.read().body()).isEqualTo(digest(bytes));
            }
            brake.mayLeave.release(2);
            assertThat(first.read().status()).isEqualTo(200);
            assertThat(second.read().status()).isEqualTo(200);
        }
    }

    @Test
    void announcingLargeBodiesHoldsNothing() throws Exception {
        List<RawHttp> claimants = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claimants.add(connect().send(POST + length(LIMIT)));
        }
        assertThat(budget.taken()).isZero();
        for (RawHttp claimant : claimants) {
            claimant.close();
        }
    }

    @Test
    void aSenderThatWaitsIsToldToContinueOnce() throws Exception {
        byte[] bytes = random(3000);
        try (RawHttp http = connect()) {
            for (int i = 0; i < 2; i++) {
                http.send(POST + "Expect: 100-continue\r\n" + length(bytes.length));
                assertThat(http.read().status()).isEqualTo(100);
                http.send(bytes);
                RawHttp.Answer answer = http.read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(digest(bytes));
            }
        }
    }

    @Test
    void aSenderThatWaitsIsNotToldToContinueWithABodyThatIsRefused() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + "Expect: 100-continue\r\n" + length(LIMIT + 1));
            assertThat(http.read().status()).isEqualTo(413);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void theEdgesOwnCheckRefusesBeforeTheBodyIsRead() throws Exception {
        double before = refusals("credentials-missing");
        try (RawHttp http = connect()) {
            http.send(POST + "X-Probe-Unsigned: 1\r\nX-Probe-Delivery: d-1\r\n" + length(LIMIT));
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("X-Probe is missing");
            assertThat(budget.taken()).isZero();
        }
        assertThat(refusals("credentials-missing")).isEqualTo(before + 1);
    }

    @Test
    void theCheckOfOneEdgeDoesNotConcernAnother() {
        given().header("X-Probe-Unsigned", "1")
                .contentType("application/json")
                .body("{}")
                .post("/")
                .then()
                .statusCode(lessThan(300));
    }

    @Test
    void anEndpointThatReadsAnEntityStillCan() {
        given().contentType("application/json")
                .body("{\"a\":1,\"b\":\"" + "x".repeat(90_000) + "\"}")
                .post("/probe/entity")
                .then()
                .statusCode(200);
    }

    @Test
    void funqyFindsTheBodyWhereItLooksForIt() {
        given().header("ce-id", "1")
                .header("ce-type", ProbeFunction.TYPE)
                .header("ce-source", "/test")
                .header("ce-specversion", "1.0")
                .contentType("application/json")
                .body("{\"kind\":\"Grüße\"}".getBytes(UTF_8))
                .post("/")
                .then()
                .statusCode(204);
        assertThat(ProbeFunction.LAST.get()).isEqualTo("{\"kind\":\"Grüße\"}");
    }

    @Test
    void randomRequestsNeitherHarmTheServiceNorLeaveAnythingHeld() throws Exception {
        Random random = new Random(61);
        for (int round = 0; round < 150; round++) {
            try (RawHttp http = connect()) {
                byte[] request = (CHUNKED + "5\r\nhello\r\n0\r\n\r\n").getBytes(UTF_8);
                for (int change = random.nextInt(4); change >= 0; change--) {
                    request[random.nextInt(request.length)] = (byte) random.nextInt(256);
                }
                http.send(Arrays.copyOf(request, 1 + random.nextInt(request.length)));
            }
        }
        try (RawHttp http = connect()) {
            assertThat(http.send(POST + length(2)).send("ok").read().status()).isEqualTo(200);
        }
    }

    private void hold(RawHttp http, int size) throws Exception {
        http.send(POST.replace("/slack/probe", "/slack/probe?hold=true") + length(size))
                .send(new byte[size]);
        brake.entered.acquire();
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(url.getPort());
    }

    private double refusals(String reason) {
        return meters.find("wigwag.http.refusals").tag("reason", reason).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String length(int size) {
        return "Content-Length: " + size + "\r\n\r\n";
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String digest(byte[] bytes) throws Exception {
        return bytes.length + " " + HttpProbe.sha256(RawBody.of(bytes)) + " false";
    }

    private static byte[] chunked(byte[] bytes, int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += size) {
            int count = Math.min(size, bytes.length - from);
            out.write((Integer.toHexString(count) + "\r\n").getBytes(UTF_8));
            out.write(bytes, from, count);
            out.write("\r\n".getBytes(UTF_8));
        }
        out.write("0\r\n\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }
}
