package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.WigwagConfig;
import io.fabric8.knative.duck.v1.DeliverySpec;
import io.fabric8.knative.duck.v1.Destination;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sources.v1.ApiServerSource;
import io.fabric8.knative.sources.v1.PingSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** overlays/knative: how events come to Wigwag, and how long they are waited for. */
class KnativeEventsTest {
    private static final Path DEAD_LETTERS = Manifests.ROOT.resolve("components/dead-letters");

    private final Broker broker = Manifests.in(Manifests.KNATIVE, "broker.yaml", Broker.class, "wigwag");
    private final Trigger trigger = Manifests.in(Manifests.KNATIVE, "broker.yaml", Trigger.class, "wigwag");
    private final PingSource tick = Manifests.in(Manifests.KNATIVE, "broker.yaml", PingSource.class, "wigwag");
    private final DeliverySpec delivery = broker.getSpec().getDelivery();

    @Test
    void everySourceSendsToTheBroker() {
        assertThat(Manifests.in(Manifests.KNATIVE, "sources.yaml"))
                .isNotEmpty()
                .allSatisfy(source ->
                        isTheBroker(((ApiServerSource) source).getSpec().getSink()));
        isTheBroker(tick.getSpec().getSink());
    }

    @Test
    void theBrokerSendsEverythingToTheServiceThatServesEvents() {
        assertThat(trigger.getSpec().getBroker()).isEqualTo(broker.getMetadata().getName());
        assertThat(trigger.getSpec().getFilter()).isNull();
        assertThat(trigger.getSpec().getFilters()).isEmpty();
        assertThat(trigger.getSpec().getSubscriber().getUri()).isNull();
        assertThat(trigger.getSpec().getSubscriber().getRef()).satisfies(service -> {
            assertThat(service.getApiVersion()).isEqualTo("serving.knative.dev/v1");
            assertThat(service.getKind()).isEqualTo("Service");
            assertThat(service.getName()).isEqualTo("wigwag-cluster");
        });
        assertThat(PodTemplate.of(cluster()).environment("WIGWAG_EDGES").split(","))
                .contains("events");
    }

    @Test
    void noTriggerTakesTheBrokersDeliveryAwayByOneOfItsOwn() {
        assertThat(trigger.getSpec().getDelivery()).isNull();
    }

    @Test
    void anEventIsWaitedForLongerThanItsWorkTakesAndTheRevisionLongerThanThat() {
        WigwagConfig.Intake intake =
                TestSettings.of(WigwagConfig.class, Map.of()).intake();
        Duration longest = intake.patience().plus(intake.tickPatience());
        Duration start = Duration.ofSeconds(10);

        assertThat(Duration.parse(delivery.getTimeout())).isGreaterThan(longest.plus(start));
        assertThat(Duration.ofSeconds(
                        cluster().getSpec().getTemplate().getSpec().getTimeoutSeconds()))
                .isGreaterThan(Duration.parse(delivery.getTimeout()));
    }

    /** A channel gives one event fifteen minutes, tries and pauses together. */
    @Test
    void itIsTriedAgainAsLongAsAnOutageTakesButNotUntilTheNextTick() {
        Duration delay = Duration.parse(delivery.getBackoffDelay());
        Duration pauses = IntStream.range(0, delivery.getRetry())
                .mapToObj(turn -> delay.multipliedBy(1L << turn))
                .reduce(Duration.ZERO, Duration::plus);
        Duration worst = pauses.plus(Duration.parse(delivery.getTimeout()).multipliedBy(delivery.getRetry() + 1));

        assertThat(delivery.getBackoffPolicy()).isEqualTo("exponential");
        assertThat(pauses).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(worst).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void everyTenMinutesEverythingIsLookedAtAgain() {
        assertThat(tick.getSpec().getSchedule()).isEqualTo("*/10 * * * *");
    }

    @Test
    void whatIsGivenUpIsKeptByAComponentThatIsNoneOfOurs() {
        assertThat(delivery.getDeadLetterSink()).isNull();

        Kustomization component = Kustomization.in(DEAD_LETTERS);
        assertThat(component.yaml().at("/patches/0/target/kind").asText()).isEqualTo("Broker");
        assertThat(Manifests.tree(component.yaml().at("/patches/0/patch").asText()))
                .isEqualTo(Manifests.tree("""
                        [{op: add, path: /spec/delivery/deadLetterSink, value: {ref: {
                          apiVersion: serving.knative.dev/v1, kind: Service, name: wigwag-dead-letters}}}]
                        """));
        Service sink = Manifests.in(DEAD_LETTERS, "service.yaml", Service.class, "wigwag-dead-letters");
        assertThat(PodTemplate.ofWigwag())
                .extracting(template -> template.container().getImage())
                .doesNotContain(PodTemplate.of(sink).container().getImage());
        assertThat(sink.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
                .isFalse();
        assertThat(sink.getMetadata().getLabels()).containsEntry("networking.knative.dev/visibility", "cluster-local");
    }

    private static Service cluster() {
        return Manifests.in(Manifests.KNATIVE, "cluster.yaml", Service.class, "wigwag-cluster");
    }

    private void isTheBroker(Destination sink) {
        assertThat(sink.getUri()).isNull();
        assertThat(List.of(sink.getRef().getKind(), sink.getRef().getName()))
                .containsExactly("Broker", broker.getMetadata().getName());
    }
}
