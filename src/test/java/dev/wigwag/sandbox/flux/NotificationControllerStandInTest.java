package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationControllerStandInTest {

    private static final NotificationSettings QUICK = new NotificationSettings(
            Duration.ofMillis(5), Duration.ofSeconds(15), Duration.ofMillis(20), Duration.ofMillis(300), 7);

    // An application of another test may be running in this process, with a stand-in of its own.
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private NotificationControllerStandIn standIn;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/flux", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(FluxWorld.parse(body).path("message").asText());
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 202 : answer, -1);
            exchange.close();
        });
        server.start();
        standIn = standIn(QUICK);
    }

    @AfterEach
    void stop() {
        standIn.close();
        server.stop(0);
    }

    private NotificationControllerStandIn standIn(NotificationSettings settings) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/flux");
        return new NotificationControllerStandIn(
                () -> Optional.of(address), EventProvider.genericHmac("key"), settings, Clock.systemUTC());
    }

    private static FluxEvent event(String message) {
        return FluxEvent.about(
                FluxWorld.parse("{\"kind\":\"Kustomization\",\"metadata\":{\"namespace\":\"a\",\"name\":\"b\"}}"),
                "kustomize-controller",
                FluxEvent.INFO,
                "Progressing",
                message,
                Map.of(),
                Instant.parse("2026-08-12T09:00:00Z"));
    }

    private void awaitReceived(String... messages) {
        await().untilAsserted(() -> assertThat(received).containsExactly(messages));
    }

    private void awaitAttempts(Integer... statuses) {
        await().untilAsserted(() ->
                assertThat(standIn.sent()).extracting(SentEvent::status).containsExactly(statuses));
    }

    @Test
    void anEventArrivesOnceAndARepetitionNotAtAll() {
        standIn.accept(event("one"));
        awaitReceived("one");
        standIn.accept(event("one"));
        standIn.accept(event("two"));

        awaitReceived("one", "two");
        awaitAttempts(202, 202);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void whatMayPassIsTriedAgainUntilItIsTaken(int answer) {
        answers.addAll(List.of(answer, answer));

        standIn.accept(event("one"));

        awaitAttempts(answer, answer, 202);
        assertThat(standIn.sent()).extracting(SentEvent::attempt).containsExactly(1, 2, 3);
        assertThat(standIn.sent()).extracting(SentEvent::delivered).containsExactly(false, false, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 501})
    void whatWillNotPassIsLostAtOnce(int answer) {
        answers.add(answer);
        standIn.accept(event("refused"));
        awaitAttempts(answer);

        standIn.accept(event("next"));

        awaitReceived("refused", "next");
    }

    @Test
    void whatCouldOnlyBeTriedAfterTheEndOfPatienceIsLost() {
        standIn.close();
        standIn = standIn(
                new NotificationSettings(Duration.ofHours(1), Duration.ofSeconds(15), Duration.ZERO, Duration.ZERO, 7));
        answers.add(500);

        standIn.accept(event("lost"));
        awaitAttempts(500);
        standIn.accept(event("next"));

        awaitReceived("lost", "next");
    }

    @Test
    void whileNobodyListensItIsTriedAgain() {
        server.stop(0);

        standIn.accept(event("one"));

        await().untilAsserted(() -> assertThat(standIn.sent())
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(SentEvent::status)
                .containsOnly(0));
    }

    @Test
    void everyDroppedEventIsNeverSent() {
        standIn.trouble().share(EventTrouble.Kind.DROP, 1);
        standIn.accept(event("dropped"));
        standIn.trouble().share(EventTrouble.Kind.DROP, 0);
        standIn.accept(event("sent"));

        awaitReceived("sent");
        assertThat(received).doesNotContain("dropped");
    }

    @Test
    void everyDoubledEventIsSentTwice() {
        standIn.trouble().share(EventTrouble.Kind.DOUBLE, 1);

        standIn.accept(event("one"));

        awaitReceived("one", "one");
    }

    @Test
    void aDelayedEventArrivesAfterLaterOnes() {
        standIn.close();
        standIn = standIn(new NotificationSettings(
                Duration.ofMillis(5), Duration.ofSeconds(15), Duration.ofMillis(700), Duration.ZERO, 7));
        standIn.trouble().share(EventTrouble.Kind.DELAY, 1);
        standIn.accept(event("late"));
        standIn.trouble().share(EventTrouble.Kind.DELAY, 0);
        standIn.accept(event("prompt"));

        awaitReceived("prompt", "late");
    }

    @Test
    void aReorderedEventArrivesAfterTheNextOrAfterAWhileAlone() {
        standIn.trouble().share(EventTrouble.Kind.REORDER, 1);
        standIn.accept(event("one"));
        standIn.accept(event("two"));
        awaitReceived("two", "one");

        standIn.accept(event("alone"));

        awaitReceived("two", "one", "alone");
    }

    @Test
    void whichEventsAreHitTheSeedDecides() {
        assertThat(hits(1)).isEqualTo(hits(1)).isNotEqualTo(hits(2));
        assertThat(hits(1)).filteredOn(hit -> hit).hasSizeBetween(30, 70);
    }

    private static List<Boolean> hits(long seed) {
        EventTrouble trouble = new EventTrouble(seed);
        trouble.share(EventTrouble.Kind.DROP, 0.5);
        List<Boolean> hits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hits.add(trouble.befalls(EventTrouble.Kind.DROP));
        }
        return hits;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareIsFromNoneToAll(double share) {
        assertThatThrownBy(() -> standIn.trouble().share(EventTrouble.Kind.DROP, share))
                .hasMessageContaining("from 0 to 1");
    }

    @Test
    void afterTheEndNothingIsSentAndItsThreadsAreGone() {
        standIn.accept(event("before"));
        awaitReceived("before");
        standIn.close();

        standIn.accept(event("after"));

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .noneMatch(thread -> thread.getName().equals("sandbox-notification-controller")));
        assertThat(received).containsExactly("before");
    }
}
