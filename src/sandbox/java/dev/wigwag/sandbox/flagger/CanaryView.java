package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a Canary asks for, with Flagger's defaults (reference: flagger.md §4). */
record CanaryView(ObjectNode object) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);

    Named name() {
        return FlaggerObjects.nameOf(object);
    }

    CanaryStatus status() {
        return CanaryStatus.of(object.path("status"));
    }

    Named target() {
        return new Named(name().namespace(), object.at("/spec/targetRef/name").asText());
    }

    String targetKind() {
        return object.at("/spec/targetRef/kind").asText();
    }

    /** The base name of the Services and the route. */
    Named service() {
        String own = object.at("/spec/service/name").asText();
        return own.isEmpty() ? target() : new Named(name().namespace(), own);
    }

    JsonNode serviceSpec() {
        return object.at("/spec/service");
    }

    String provider() {
        return object.at("/spec/provider").asText("linkerd");
    }

    boolean skipsAnalysis() {
        return object.at("/spec/skipAnalysis").asBoolean();
    }

    boolean suspended() {
        return object.at("/spec/suspend").asBoolean();
    }

    /** How long pods may be unavailable before it is rolled back. */
    Duration progressDeadline() {
        return Duration.ofSeconds(object.at("/spec/progressDeadlineSeconds").asLong(600));
    }

    /** At least ten seconds; a minute where it cannot be read. */
    Duration interval() {
        return GoTime.parse(analysis().path("interval").asText())
                .map(asked -> asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked)
                .orElse(Duration.ofMinutes(1));
    }

    /** How many failed checks bring it down. */
    int threshold() {
        return Math.max(1, analysis().path("threshold").asInt());
    }

    int iterations() {
        return analysis().path("iterations").asInt();
    }

    /** Whether requests are picked by their content: A/B testing. */
    boolean matches() {
        return !analysis().path("match").isEmpty();
    }

    boolean mirrors() {
        return analysis().path("mirror").asBoolean();
    }

    int stepWeightPromotion() {
        return analysis().path("stepWeightPromotion").asInt();
    }

    Steps steps() {
        return Steps.of(analysis());
    }

    List<JsonNode> metrics() {
        return StreamSupport.stream(analysis().path("metrics").spliterator(), false)
                .toList();
    }

    /** The hooks of one type, in the order of the spec. */
    List<Hook> hooks(Hook.Type type) {
        return StreamSupport.stream(analysis().path("webhooks").spliterator(), false)
                .map(Hook::of)
                .filter(hook -> hook.type() == type)
                .toList();
    }

    JsonNode analysis() {
        return object.at("/spec/analysis");
    }
}
