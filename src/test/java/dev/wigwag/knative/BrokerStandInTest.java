package dev.wigwag.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.HandSetClock;
import dev.wigwag.knative.ASubscriber.Answer;
import dev.wigwag.knative.BrokerStandIn.Manner;
import dev.wigwag.rollout.ObjectKey;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the broker's stand-in keeps to Knative's delivery contract, without which the tests that use it say nothing. */
class BrokerStandInTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final CloudEvent EVENT =
            SourceEvents.reference("update", new ObjectKey("GitRepository", "flux-system", "gitops"));
    private static final Duration LONG = DeliveryPolicy.USUAL.inAll();

    private final HandSetClock clock = new HandSetClock(NOON);

    @Test
    void whatIsPostedIsDeliveredWithTheBrokersOwnMarks() throws Exception {
        try (ASubscriber subscriber = new ASubscriber();
                BrokerStandIn broker = plain(subscriber)) {
            assertThat(posted(broker, "POST", "", EVENT)).isEqualTo(202);
            assertThat(subscriber.heard()).isEmpty();

            broker.settle();

            ASubscriber.Heard heard = subscriber.heard().get(0);
            assertThat(heard.event().getId()).isEqualTo(EVENT.getId());
            assertThat(heard.event().getExtension("knativearrivaltime")).hasToString(NOON.toString());
            assertThat(heard.header("Prefer")).isEqualTo("reply");
            assertThat(heard.header("Kn-Namespace")).isEqualTo("wigwag");
            assertThat(broker.verdicts()).containsExactly(new Verdict.Handled(204));
            assertThat(broker.unsettled()).isZero();
        }
    }

    @Test
    void whatIsNoEventOrNotForItIsNotTaken() throws Exception {
        try (ASubscriber subscriber = new ASubscriber();
                BrokerStandIn broker = plain(subscriber)) {
            assertThat(posted(broker, "POST", "", null)).isEqualTo(400);
            assertThat(posted(broker, "PUT", "", EVENT)).isEqualTo(405);
            assertThat(posted(broker, "POST", "/other", EVENT)).isEqualTo(404);
            assertThat(broker.unsettled()).isZero();
        }
    }

    @Test
    void valuesOfHeadersArePercentEncodedAndStructuredEventsAreNot() throws Exception {
        CloudEvent odd = SourceEvents.event("com.acme.odd", "/x")
                .withSubject("Grüße, \"50%\" 😀")
                .build();
        try (ASubscriber subscriber = new ASubscriber();
                BrokerStandIn binary = plain(subscriber);
                BrokerStandIn structured =
                        new BrokerStandIn(subscriber.address(), DeliveryPolicy.USUAL, Manner.STRUCTURED, clock)) {
            for (BrokerStandIn broker : List.of(binary, structured)) {
                broker.accept(odd);
                broker.settle();
            }

            assertThat(subscriber.heard().get(0).header("ce-subject"))
                    .isEqualTo("Gr%C3%BC%C3%9Fe,%20%2250%25%22%20%F0%9F%98%80");
            assertThat(subscriber.heard().get(1).header("ce-subject")).isNull();
            assertThat(subscriber.heard().get(1).header("Content-Type"))
                    .isEqualTo("application/cloudevents+json; charset=UTF-8");
            assertThat(subscriber.heard())
                    .allSatisfy(heard -> assertThat(heard.event().getSubject()).isEqualTo(odd.getSubject()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 404, 408, 409, 429})
    void whatAnotherTryMayCureIsTriedAgain(int code) throws Exception {
        try (ASubscriber subscriber = new ASubscriber(Answer.of(code), Answer.of(code));
                BrokerStandIn broker = plain(subscriber)) {
            broker.accept(EVENT);
            broker.settle();
            assertThat(broker.unsettled()).isOne();

            broker.pass(Duration.ofMillis(199));
            assertThat(broker.attempts()).hasSize(1);
            broker.pass(Duration.ofMillis(1));
            assertThat(broker.attempts()).hasSize(2);
            broker.pass(Duration.ofMillis(400));

            assertThat(broker.verdicts())
                    .containsExactly(
                            new Verdict.Again(code, ""), new Verdict.Again(code, ""), new Verdict.Handled(204));
            assertThat(broker.deadLetters()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 401, 403, 410, 413, 415, 422})
    void otherRefusalsAreDeadLettersAtOnce(int code) throws Exception {
        String words = "no ".repeat(1000);
        try (ASubscriber subscriber = new ASubscriber(Answer.of(code, "text/plain", words));
                BrokerStandIn broker = plain(subscriber)) {
            broker.accept(EVENT);
            broker.pass(LONG);

            assertThat(broker.attempts()).hasSize(1);
            CloudEvent dead = broker.deadLetters().get(0);
            assertThat(dead.getId()).isEqualTo(EVENT.getId());
            assertThat(dead.getSource()).isEqualTo(EVENT.getSource());
            assertThat(dead.getExtension("knativeerrorcode")).isEqualTo(code);
            assertThat(dead.getExtension("knativeerrordest"))
                    .hasToString(subscriber.address().toString());
            String data = String.valueOf(dead.getExtension("knativeerrordata"));
            assertThat(data).hasSize(1024);
            assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
                    .startsWith("no no");
        }
    }

    @Test
    void itGivesUpAfterTheLastTryAndNotSooner() throws Exception {
        Answer[] down = Collections.nCopies(11, Answer.of(503)).toArray(Answer[]::new);
        try (ASubscriber subscriber = new ASubscriber(down);
                BrokerStandIn broker = plain(subscriber)) {
            broker.accept(EVENT);
            broker.pass(LONG.minusMillis(1));
            assertThat(broker.attempts()).hasSize(10);
            assertThat(broker.deadLetters()).isEmpty();

            broker.pass(Duration.ofMillis(1));

            assertThat(LONG).isEqualTo(Duration.ofMillis(204_600));
            assertThat(broker.attempts()).hasSize(11);
            assertThat(broker.deadLetters()).hasSize(1);
        }
    }

    @Test
    void aLinearBackOffTriesAgainAtOnceAndThenEverMoreSlowly() throws Exception {
        DeliveryPolicy linear =
                new DeliveryPolicy(3, DeliveryPolicy.Backoff.LINEAR, Duration.ofSeconds(1), Duration.ofSeconds(30));
        Answer down = Answer.of(503);
        try (ASubscriber subscriber = new ASubscriber(down, down, down);
                BrokerStandIn broker = new BrokerStandIn(subscriber.address(), linear, Manner.PLAIN, clock)) {
            broker.accept(EVENT);
            broker.pass(linear.inAll());

            assertThat(broker.attempts())
                    .extracting(attempt -> Duration.between(NOON, attempt.at()).toSeconds())
                    .containsExactly(0L, 0L, 1L, 3L);
            assertThat(broker.deadLetters()).isEmpty();
        }
    }

    @Test
    void noAnswerAndNobodyThereAreTriedAgain() throws Exception {
        DeliveryPolicy hasty = new DeliveryPolicy(
                1, DeliveryPolicy.Backoff.EXPONENTIAL, Duration.ofSeconds(1), Duration.ofMillis(100));
        URI nobody = URI.create("http://127.0.0.1:1/");
        try (ASubscriber silent = new ASubscriber(Answer.of(0));
                BrokerStandIn late = new BrokerStandIn(silent.address(), hasty, Manner.PLAIN, clock);
                BrokerStandIn lost = new BrokerStandIn(nobody, hasty, Manner.PLAIN, clock)) {
            late.accept(EVENT);
            late.settle();
            lost.accept(EVENT);
            lost.pass(Duration.ofSeconds(1));

            assertThat(late.verdicts()).singleElement().isInstanceOf(Verdict.Again.class);
            assertThat(lost.verdicts()).hasSize(2).allMatch(Verdict.Again.class::isInstance);
            assertThat(lost.deadLetters().get(0).getExtension("knativeerrorcode"))
                    .isEqualTo(500);
        }
    }

    @Test
    void aFriendlyBodyIsABadGateway() throws Exception {
        Answer friendly = Answer.of(200, "application/json", "{\"status\":\"ok\"}");
        try (ASubscriber subscriber = new ASubscriber(friendly);
                BrokerStandIn broker = plain(subscriber)) {
            broker.accept(EVENT);
            broker.pass(LONG);

            assertThat(broker.verdicts())
                    .containsExactly(new Verdict.Again(502, "{\"status\":\"ok\"}"), new Verdict.Handled(204));
        }
    }

    @Test
    void anAnswerThatIsAnEventIsAReply() throws Exception {
        String json = new String(EventBinding.json(EVENT), StandardCharsets.UTF_8);
        try (ASubscriber subscriber = new ASubscriber(
                        new Answer(200, EventBinding.headers(EVENT), "{}"),
                        Answer.of(200, EventBinding.STRUCTURED, json),
                        Answer.of(200, EventBinding.STRUCTURED, "{"));
                BrokerStandIn broker = plain(subscriber)) {
            Stream.of(1, 2, 3).forEach(each -> broker.accept(EVENT));
            broker.settle();

            assertThat(broker.verdicts())
                    .extracting(Verdict::getClass)
                    .containsExactly(Verdict.Replied.class, Verdict.Replied.class, Verdict.Again.class);
        }
    }

    @Test
    void anUnrulyOneDeliversTwiceAndOutOfOrder() throws Exception {
        try (ASubscriber subscriber = new ASubscriber();
                BrokerStandIn broker =
                        new BrokerStandIn(subscriber.address(), DeliveryPolicy.USUAL, Manner.unruly(7), clock)) {
            List<String> sent = Stream.generate(SourceEvents::tick)
                    .limit(20)
                    .peek(broker::accept)
                    .map(CloudEvent::getId)
                    .toList();
            broker.settle();

            List<String> heard = subscriber.heard().stream()
                    .map(each -> each.event().getId())
                    .toList();
            assertThat(heard).hasSize(40).containsAll(sent);
            assertThat(heard.stream().distinct().toList()).isNotEqualTo(sent);
        }
    }

    private BrokerStandIn plain(ASubscriber subscriber) {
        return new BrokerStandIn(subscriber.address(), DeliveryPolicy.USUAL, Manner.PLAIN, clock);
    }

    /** Posts an event, or something that is none, to the broker; gives the status. */
    private static int posted(BrokerStandIn broker, String method, String below, CloudEvent event) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(broker.address() + below));
        if (event == null) {
            request.method(method, HttpRequest.BodyPublishers.ofString("hello"));
        } else {
            EventBinding.binary(event, request);
            request.method(method, HttpRequest.BodyPublishers.ofString("{}"));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }
}
