package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Flagger's kind of hash: FNV-1a of 32 bits in decimal digits, each digit replaced so that no word can come out (reference: flagger.md
 * §5.2). Flagger hashes a dump of Go objects; here it is JSON with sorted keys. Equal content has equal hashes, no more is promised.
 */
final class Fnv {

    private static final String DIGITS = "456789bcdf";

    private Fnv() {}

    /** The hash of a pod template. */
    static String hash(JsonNode content) {
        int hash = 0x811c9dc5;
        for (byte each : sorted(content).toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        StringBuilder text = new StringBuilder();
        Integer.toUnsignedString(hash).chars().forEach(digit -> text.append(DIGITS.charAt(digit - '0')));
        return text.toString();
    }

    /** What webhooks carry as {@code checksum}. */
    static String checksum(Map<String, String> trackedConfigs, String lastAppliedSpec) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        ObjectNode configs = both.putObject("TrackedConfigs");
        trackedConfigs.forEach(configs::put);
        return hash(both.put("LastAppliedSpec", lastAppliedSpec));
    }

    /** A copy whose objects have their keys in order. */
    static JsonNode sorted(JsonNode content) {
        if (content.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            content.properties().forEach(each -> members.put(each.getKey(), sorted(each.getValue())));
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            members.forEach(sorted::set);
            return sorted;
        }
        if (content.isArray()) {
            var sorted = JsonNodeFactory.instance.arrayNode();
            content.forEach(each -> sorted.add(sorted(each)));
            return sorted;
        }
        return content;
    }
}
