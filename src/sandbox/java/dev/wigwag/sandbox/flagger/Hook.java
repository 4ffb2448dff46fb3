package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A webhook of a Canary.
 *
 * @param timeout of one attempt; empty where it cannot be read, and then every call fails
 * @param retries further attempts
 */
record Hook(String name, Type type, String url, Optional<Duration> timeout, int retries, Map<String, String> metadata) {

    /** When it is called. */
    enum Type {
        CONFIRM_ROLLOUT,
        PRE_ROLLOUT,
        ROLLOUT,
        CONFIRM_TRAFFIC_INCREASE,
        CONFIRM_PROMOTION,
        POST_ROLLOUT,
        ROLLBACK,
        EVENT;

        private static Type of(String text) {
            return text.isEmpty()
                    ? ROLLOUT
                    : valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    static Hook of(JsonNode webhook) {
        Map<String, String> metadata = new TreeMap<>();
        webhook.path("metadata")
                .properties()
                .forEach(each -> metadata.put(each.getKey(), each.getValue().asText()));
        return new Hook(
                webhook.path("name").asText(),
                Type.of(webhook.path("type").asText()),
                webhook.path("url").asText(),
                GoTime.parse(webhook.path("timeout").asText("10s")),
                webhook.path("retries").asInt(),
                metadata);
    }

    /** The receiver of the events of all Canaries: ten seconds, one attempt, no metadata of its own. */
    static Hook global(String url) {
        return new Hook("global", Type.EVENT, url, Optional.of(Duration.ofSeconds(10)), 0, Map.of());
    }
}
