package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request to the API, as it came over the wire.
 *
 * @param segments of the path behind the API's base, decoded
 * @param query the parameters, each with its last value
 * @param bearer what {@code Authorization} held behind {@code Bearer}; empty without
 * @param body missing if there was none, or no JSON
 */
record ApiCall(
        String method,
        String path,
        List<String> segments,
        Map<String, String> query,
        String bearer,
        String userAgent,
        String apiVersion,
        JsonNode body) {
    boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    int number(String parameter, int otherwise) {
        String value = query.getOrDefault(parameter, "");
        return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
    }

    /** The segment at this place; empty if there is none. */
    String segment(int place) {
        return place < segments.size() ? segments.get(place) : "";
    }
}
