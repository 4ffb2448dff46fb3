package dev.wigwag.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Tick;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReadingTest {
    private static final ObjectChanged GITOPS =
            new ObjectChanged(new ObjectKey("GitRepository", "flux-system", "gitops"));

    private static final EventFixture EVENT = EventFixture.reference("GitRepository", "flux-system", "gitops");

    private final EventReading reading = new EventReading(new ObjectMapper());

    @Test
    void aPingIsATickWhateverItSays() {
        assertThat(reading.signal(EventFixture.of("dev.knative.sources.ping", "no JSON")))
                .hasValue(new Tick());
        assertThat(reading.signal(EventFixture.of("dev.knative.sources.ping", null)))
                .hasValue(new Tick());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.knative.apiserver.ref.add",
                "dev.knative.apiserver.ref.update",
                "dev.knative.apiserver.ref.delete",
                "dev.knative.apiserver.resource.update",
                "\"dev.knative.apiserver.ref.update\"",
                "dev.knative.apiserver%2Eref.update"
            })
    void aReferenceNamesItsObject(String type) {
        EventFixture event = EventFixture.of(type, """
                {"apiVersion":"source.toolkit.fluxcd.io/v1","kind":"GitRepository","name":"gitops",
                 "namespace":"flux-system"}""");

        assertThat(reading.signal(event)).hasValue(GITOPS);
    }

    @Test
    void ofAWholeObjectOnlyItsNameIsUsed() {
        EventFixture event = EventFixture.of("dev.knative.apiserver.resource.update", """
                {"kind":"GitRepository","name":"no","namespace":"no",
                 "metadata":{"name":"gitops","namespace":"flux-system"},"status":{"artifact":{"revision":"x"}}}""");

        assertThat(reading.signal(event)).hasValue(GITOPS);
    }

    @Test
    void whatTheDataDoesNotSayTheAttributesMay() {
        for (String data : new String[] {null, "", "{}", "no JSON", "[]", "7", "null", "\"x\"", "{\"kind\":7}"}) {
            EventFixture event = EventFixture.of(EventFixture.UPDATED, data)
                    .with("kind", "GitRepository")
                    .with("namespace", "flux%2Dsystem")
                    .with("name", "\"gitops\"");
            assertThat(reading.signal(event)).as("data %s", data).hasValue(GITOPS);
        }
    }

    @Test
    void theDataGoesBeforeTheAttributes() {
        EventFixture event =
                EventFixture.reference("GitRepository", "flux-system", "gitops").with("name", "other");

        assertThat(reading.signal(event)).hasValue(GITOPS);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "com.acme.other", "dev.knative.apiserver", "DEV.KNATIVE.SOURCES.PING", "%FF", "ping"})
    void eventsOfOtherTypesSayNothing(String type) {
        assertThat(reading.signal(new EventFixture(type, EVENT.extensions(), EVENT.data())))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "'', flux-system, gitops",
        "GitRepository, '', gitops",
        "GitRepository, flux-system, ''",
        "GitRepository, ' ', gitops",
        "GitRepository, flux-system, ../../../api/v1/secrets",
        "GitRepository, flux-system, gitops?watch=true",
        "GitRepository, flux-system, gitops#x",
        "GitRepository, flux-system, gitops%2Fx",
        "GitRepository, .., gitops",
        "GitRepository, flux.system, gitops",
        "GitRepository, flux/system, gitops",
        "GitRepository, Flux, gitops",
        "GitRepository, flux-system, Gitops",
        "GitRepository, flux-system, -gitops",
        "GitRepository, flux-system, gitops-",
        "GitRepository, flux-system, a..b",
        "GitRepository, flux-system, a.-b",
        "GitRepository, flux-system, .a",
        "GitRepository, flux-system, a.",
        "GitRepository, flux-system, gitöps",
        "Git Repository, flux-system, gitops",
        "Git/Repository, flux-system, gitops"
    })
    void whatNoObjectCanBeCalledIsNoObject(String kind, String namespace, String name) {
        assertThat(reading.signal(EventFixture.reference(kind, namespace, name)))
                .isEmpty();
    }

    @Test
    void namesMayBeAsLongAsKubernetesAllowsAndNoLonger() {
        String longest = "a".repeat(253);
        assertThat(reading.signal(EventFixture.reference("GitRepository", "n".repeat(63), longest)))
                .isPresent();
        assertThat(reading.signal(EventFixture.reference("GitRepository", "flux-system", longest + "a")))
                .isEmpty();
        assertThat(reading.signal(EventFixture.reference("GitRepository", "n".repeat(64), "gitops")))
                .isEmpty();
        assertThat(reading.signal(EventFixture.reference("GitRepository", "flux-system", "a.b-c.d")))
                .isPresent();
        assertThat(reading.signal(EventFixture.reference("GitRepository", "flux-system", "a-".repeat(1_000_000))))
                .isEmpty();
    }

    @Test
    void dataThatIsNestedTooDeeplyOrHugeDoesNoHarm() {
        assertThat(reading.signal(EventFixture.of(EventFixture.UPDATED, "[".repeat(100_000))))
                .isEmpty();
        assertThat(reading.signal(EventFixture.of(EventFixture.UPDATED, "{\"kind\":" + "9".repeat(100_000) + "}")))
                .isEmpty();
    }

    @Test
    void whateverStandsInTheDataDoesNoHarm() {
        Random random = new Random(19);
        byte[] whole = EVENT.data();
        for (int turn = 0; turn < 10_000; turn++) {
            byte[] data = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            EventFixture event = new EventFixture(EventFixture.UPDATED, EVENT.extensions(), data);
            assertThatCode(() -> reading.signal(event)).doesNotThrowAnyException();
        }
    }
}
