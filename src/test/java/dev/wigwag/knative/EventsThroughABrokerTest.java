package dev.wigwag.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.AtScaleToZero;
import dev.wigwag.HandSetClock;
import dev.wigwag.engine.Ledger;
import dev.wigwag.knative.BrokerStandIn.Manner;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import dev.wigwag.sandbox.slack.SlackStandIn;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Knative's sources, a broker that keeps to the delivery contract, and the application at scale to zero, where events are all that
 * tells it of the cluster.
 */
@QuarkusTest
@TestProfile(AtScaleToZero.class)
class EventsThroughABrokerTest {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final ObjectKey PODINFO = new ObjectKey("Kustomization", "flux-system", "podinfo");
    private static final ObjectKey GITOPS = new ObjectKey("GitRepository", "flux-system", "gitops");
    private static final String REPOSITORY = "JasonMorgan/linkerd-demos";
    private static final String UPDATED = "dev.knative.apiserver.ref.update";

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    SandboxCluster cluster;

    @Inject
    GitForge forge;

    @Inject
    GitHubStandIn github;

    @Inject
    GitHubApiStandIn api;

    @Inject
    SlackStandIn slack;

    @Inject
    Ledger ledger;

    @TestHTTPResource("/")
    URI application;

    @TestHTTPResource("/github")
    URI webhook;

    @BeforeEach
    void forget() {
        cluster.requests().clear();
    }

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "GitRepository, flux-system, gitops,    .*/gitrepositories/gitops",
        "Kustomization, flux-system, podinfo,   .*/gitrepositories/gitops",
        "Canary,        test,        podinfo,   .*/gitrepositories/gitops",
        "HelmRelease,   flux-system, not-there, .*/helmreleases/not-there",
        "OCIRepository, flux-system, not-there, .*/ocirepositories/not-there",
        "Bucket,        flux-system, not-there, .*/buckets/not-there",
        "Rollout,       flux-system, not-there, .*/rollouts/not-there"
    })
    void aReferenceOfEachKindIsLookedAtBeforeTheAnswer(String kind, String namespace, String name, String read) {
        for (Manner manner : List.of(Manner.PLAIN, Manner.STRUCTURED)) {
            for (String change : List.of("add", "update", "delete")) {
                cluster.requests().clear();
                try (BrokerStandIn broker = broker(manner)) {
                    broker.accept(SourceEvents.reference(change, new ObjectKey(kind, namespace, name)));
                    broker.settle();

                    assertThat(broker.verdicts()).containsExactly(new Verdict.Handled(204));
                    assertThat(cluster.requests().matching("GET", read))
                            .as("%s, %s", change, manner)
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void aTickLooksAtEverything() {
        try (BrokerStandIn broker = broker(Manner.PLAIN)) {
            broker.accept(SourceEvents.tick());
            broker.settle();

            assertThat(broker.verdicts()).containsExactly(new Verdict.Handled(204));
            assertThat(cluster.requests().matching("GET", ".*/gitrepositories")).isNotEmpty();
        }
    }

    @Test
    void aBurstWithDuplicatesOutOfOrderLeavesTheLedgerThatOneOfEachLeaves() throws Exception {
        String commit = push("A hundred of them, twice");
        assertThat(rollout(commit).phase()).isNotEqualTo(Phase.Succeeded);
        try (BrokerStandIn broker = broker(Manner.unruly(29))) {
            List<CloudEvent> burst = Stream.generate(() -> oneOfEach(commit))
                    .flatMap(List::stream)
                    .limit(100)
                    .toList();
            for (CloudEvent event : burst) {
                post(broker, event);
            }
            broker.pass(DeliveryPolicy.USUAL.inAll());

            assertThat(broker.attempts()).hasSizeGreaterThanOrEqualTo(200);
            assertThat(broker.unsettled()).isZero();
            assertThat(broker.deadLetters()).isEmpty();
            assertThat(broker.verdicts()).noneMatch(Verdict.Replied.class::isInstance);
        }
        assertThat(rollout(commit).phase()).isEqualTo(Phase.Succeeded);
        assertThat(messages(commit)).hasSize(1);
        String stormy = shape(commit);

        try (BrokerStandIn broker = broker(Manner.PLAIN)) {
            // The storm's last event about the rollout need not have come after its last write.
            oneOfEach(commit).forEach(broker::accept);
            broker.settle();
            assertThat(shape(commit)).isEqualTo(stormy);
            assertShown(commit);

            String version = rollout(commit).version();
            oneOfEach(commit).forEach(broker::accept);
            broker.settle();
            assertThat(rollout(commit).version()).isEqualTo(version);
            assertThat(broker.verdicts()).allMatch(new Verdict.Handled(204)::equals);
        }
    }

    @Test
    void whatTheApiServerDidNotTakeComesAgainAndIsHandledThen() {
        loseRollout();
        try (BrokerStandIn broker = broker(Manner.PLAIN)) {
            cluster.faults().goDown(Faults.Outage.UNAVAILABLE);
            broker.accept(SourceEvents.reference("update", PODINFO));
            broker.settle();
            cluster.faults().comeBack();
            cluster.faults().answer(5, "PUT", ".*/rollouts/.*/status", 409);
            broker.pass(Duration.ofMillis(200));
            assertThat(broker.verdicts()).containsExactly(new Verdict.Again(503, ""), new Verdict.Again(503, ""));

            broker.pass(Duration.ofMillis(400));

            assertThat(broker.verdicts()).hasSize(3).last().isEqualTo(new Verdict.Handled(204));
            assertThat(broker.deadLetters()).isEmpty();
            assertThat(rollout(tip()).phase()).isEqualTo(Phase.Succeeded);
        }
    }

    @Test
    void whatWasLostInALongOutageIsFoundByTheTickAndADeadLetterMayBeSentAgain() {
        loseRollout();
        DeliveryPolicy hasty = new DeliveryPolicy(
                2, DeliveryPolicy.Backoff.EXPONENTIAL, Duration.ofMillis(200), Duration.ofSeconds(30));
        try (BrokerStandIn broker = new BrokerStandIn(application, hasty, Manner.STRUCTURED, clock)) {
            cluster.faults().goDown(Faults.Outage.CLOSED_CONNECTIONS);
            broker.accept(SourceEvents.reference("update", PODINFO));
            broker.pass(hasty.inAll());

            CloudEvent dead = broker.deadLetters().get(0);
            assertThat(dead.getExtension("knativeerrorcode")).isEqualTo(503);
            assertThat(broker.attempts()).hasSize(3);
            cluster.faults().comeBack();
            assertThat(ledger.find(inLedger(tip()))).isEmpty();

            broker.accept(SourceEvents.tick());
            broker.settle();
            assertThat(broker.verdicts()).last().isEqualTo(new Verdict.Handled(204));
            assertThat(rollout(tip()).phase()).isEqualTo(Phase.Succeeded);

            String version = rollout(tip()).version();
            broker.accept(dead);
            broker.settle();
            assertThat(broker.verdicts()).last().isEqualTo(new Verdict.Handled(204));
            assertThat(rollout(tip()).version()).isEqualTo(version);
        }
    }

    static Stream<CloudEvent> oddEvents() {
        CloudEvent good = SourceEvents.reference("update", GITOPS);
        return Stream.of(
                SourceEvents.event("com.acme.other", "/x").build(),
                SourceEvents.event(UPDATED, "/x").build(),
                SourceEvents.reference("update", new ObjectKey("Secret", "flux-system", "slack")),
                SourceEvents.reference("update", new ObjectKey("Kustomization", "flux-system", "größer")),
                SourceEvents.reference("update", new ObjectKey("../..", "flux-system", "x")),
                withData(good, "application/json", "{\"metadata\":{\"name\":\"" + "x".repeat(100_000) + "\"}}"),
                withData(good, "application/json", "[".repeat(70_000)),
                withData(good, "application/json", "7"),
                withData(good, "text/plain; charset=\"utf-8\"", "{}"),
                withData(good, "application/xml", "<x/>"),
                CloudEventBuilder.from(good).withSubject("Grüße, \"50%\" 😀").build(),
                CloudEventBuilder.from(good).withExtension("name", 7).build(),
                CloudEventBuilder.from(good).withExtension("namespace", true).build());
    }

    @ParameterizedTest
    @MethodSource("oddEvents")
    void noOddEventIsTriedTwice(CloudEvent odd) {
        for (Manner manner : List.of(Manner.PLAIN, Manner.STRUCTURED)) {
            try (BrokerStandIn broker = broker(manner)) {
                broker.accept(odd);
                broker.pass(DeliveryPolicy.USUAL.inAll());

                assertThat(broker.verdicts()).as("%s", manner).singleElement().isInstanceOf(Verdict.Handled.class);
            }
        }
    }

    @Test
    void anEventBeyondTheLimitIsADeadLetterAtOnce() {
        CloudEvent large = withData(SourceEvents.tick(), "application/json", "\"" + "x".repeat(2_000_000) + "\"");
        try (BrokerStandIn broker = broker(Manner.PLAIN)) {
            broker.accept(large);
            broker.pass(DeliveryPolicy.USUAL.inAll());

            assertThat(broker.attempts()).hasSize(1);
            assertThat(broker.deadLetters().get(0).getExtension("knativeerrorcode"))
                    .isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "application/json | ce-specversion=1.0;ce-type=a;ce-source=/x | {}",
                "application/json | ce-id=1;ce-type=dev.knative.apiserver.ref.update;ce-specversion=2.0 | {}",
                "application/json | ce-id=1 | {}",
                "application/json | ce-id=1;ce-specversion=1.0;ce-type=%C0%A0;ce-source=%FF | {}",
                "application/json | ce-id=1;ce-specversion=1.0;ce-type=\"%\";ce-source=/x | {}",
                "application/json | ce-id=;ce-specversion=;ce-type=;ce-source= | {}",
                "application/json | ce-id=1;ce-specversion=1.0;ce-type=a;ce-time=yesterday | {}",
                "application/cloudevents-batch+json | ce-specversion=1.0 | [{},{}]",
                "application/cloudevents-batch+json | ce-id=1;ce-specversion=1.0;ce-type=a | [{}]",
                "application/cloudevents+xml | ce-specversion=1.0 | <x/>",
                "application/cloudevents+json | ce-specversion=1.0 | {\"specversion\":7,\"id\":null}",
                "application/cloudevents+json | ce-specversion=1.0 | {\"specversion\":\"1.0\",\"type\":[],\"data\":{}}",
                "application/cloudevents+json | ce-specversion=1.0 | '\"x\"'",
                "application/cloudevents+json | ce-specversion=1.0 | ''",
            })
    void whatIsNoEventIsAcknowledgedOnce(String type, String headers, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(application).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        for (String header : headers.split(";")) {
            request.header(header.split("=")[0], header.substring(header.indexOf('=') + 1));
        }

        Verdict verdict = Verdict.of(http.send(request.build(), BodyHandlers.ofByteArray()));

        assertThat(verdict).isInstanceOf(Verdict.Handled.class);
    }

    /** HTTP binding 3.2: a structured message may repeat attributes as headers, and media types know no case. */
    @ParameterizedTest
    @CsvSource({
        "application/cloudevents+json, true",
        "Application/CloudEvents+JSON; charset=UTF-8, false",
        "Application/CloudEvents+JSON; charset=UTF-8, true"
    })
    void aStructuredEventIsReadFromItsBodyAlone(String type, boolean repeated) throws Exception {
        byte[] data = "{\"kind\":\"GitRepository\",\"namespace\":\"flux-system\",\"name\":\"gitops\"}"
                .getBytes(StandardCharsets.UTF_8);
        CloudEvent event = SourceEvents.event(UPDATED, "/x")
                .withData("application/json", data)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(application)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(EventBinding.json(event)));
        if (repeated) {
            request.header("ce-id", event.getId())
                    .header("ce-specversion", "1.0")
                    .header("ce-type", event.getType());
        }

        Verdict verdict = Verdict.of(http.send(request.build(), BodyHandlers.ofByteArray()));

        assertThat(verdict).isEqualTo(new Verdict.Handled(204));
        assertThat(cluster.requests().matching("GET", ".*/gitrepositories/gitops"))
                .isNotEmpty();
    }

    private BrokerStandIn broker(Manner manner) {
        return new BrokerStandIn(application, DeliveryPolicy.USUAL, manner, clock);
    }

    private void post(BrokerStandIn broker, CloudEvent event) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(broker.address());
        EventBinding.binary(event, request);
        assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(202);
    }

    private static CloudEvent withData(CloudEvent event, String type, String data) {
        return CloudEventBuilder.from(event)
                .withData(type, data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** What ApiServerSources tell while a commit goes out. */
    private static List<CloudEvent> oneOfEach(String commit) {
        List<ObjectKey> objects = new ArrayList<>(List.of(GITOPS, new ObjectKey("Canary", "test", "podinfo")));
        List.of("linkerd", "linkerd-viz", "flagger", "podinfo")
                .forEach(name -> objects.add(new ObjectKey("Kustomization", "flux-system", name)));
        objects.add(key(commit));
        // What the repository has told of the rollout gets into its stages with the source's next event.
        objects.add(GITOPS);
        return objects.stream()
                .map(object -> SourceEvents.reference("update", object))
                .toList();
    }

    /** Pushes, and waits until the cluster, of which nobody tells the application, has come to rest on it. */
    private String push(String words) {
        RefChange change =
                forge.commit(TutorialRepository.BRANCH, Map.of(TutorialRepository.DOCS, words), words, Person.ANA);
        assertThat(github.deliver(github.push(change), webhook).status()).isEqualTo(202);
        await().atMost(LONG).until(() -> kustomizations().stream().allMatch(each -> isAt(each, change.after())));
        return change.after();
    }

    private List<GenericKubernetesResource> kustomizations() {
        return cluster.administrator()
                .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace("flux-system")
                .list()
                .getItems();
    }

    private static boolean isAt(GenericKubernetesResource kustomization, String commit) {
        Object applied = kustomization.get("status", "lastAppliedRevision");
        return String.valueOf(applied).endsWith(commit)
                && "True".equals(kustomization.get("status", "conditions", 0, "status"));
    }

    private static ObjectKey key(String commit) {
        return new ObjectKey("Rollout", "flux-system", "gitops-" + commit.substring(0, 12));
    }

    private Rollout rollout(String commit) {
        return ledger.find(inLedger(commit)).orElseThrow();
    }

    private static RolloutKey inLedger(String commit) {
        return new RolloutKey("flux-system", key(commit).name());
    }

    private String tip() {
        return forge.commitOf("refs/heads/" + TutorialRepository.BRANCH).orElseThrow();
    }

    /** Takes the rollout of what runs out of the ledger, so that there is something to be done and to be lost. */
    private void loseRollout() {
        ledger.find(inLedger(tip())).ifPresent(ledger::delete);
        assertThat(ledger.find(inLedger(tip()))).isEmpty();
    }

    /** Within the request about it: nothing may be left to do behind an answer. */
    private void assertShown(String commit) {
        assertThat(messages(commit)).hasSize(1);
        assertThat(api.statuses().shown(REPOSITORY, commit))
                .anyMatch(status -> status.state().equals("success"));
        assertThat(rollout(commit).spec().changes().count()).isEqualTo(1);
        assertThat(rollout(commit).spec().impact().touched()).isEmpty();
        assertThat(shape(commit)).contains("podinfo=Unchanged");
    }

    private String shape(String commit) {
        Rollout rollout = rollout(commit);
        return rollout.phase() + " "
                + rollout.status().stages().stream()
                        .map(stage -> stage.key() + "=" + stage.phase())
                        .toList();
    }

    private List<JsonNode> messages(String commit) {
        return slack.messages("C0SANDBOX").stream()
                .filter(message -> message.path("thread_ts").isMissingNode()
                        && message.path("text").asText().contains("main@" + commit.substring(0, 7)))
                .toList();
    }
}
