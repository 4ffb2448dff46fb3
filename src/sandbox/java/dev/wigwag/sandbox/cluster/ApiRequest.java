package dev.wigwag.sandbox.cluster;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as it came in.
 *
 * @param path undecoded, without the query
 * @param query decoded; of a doubled parameter the last
 * @param administrator whether the sandbox itself asks; faults do not touch it
 */
record ApiRequest(
        String method,
        String path,
        Map<String, String> query,
        String contentType,
        String userAgent,
        boolean administrator,
        byte[] body) {

    static Map<String, String> parseQuery(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String[] sides = pair.split("=", 2);
            parameters.put(decode(sides[0]), sides.length < 2 ? "" : decode(sides[1]));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean watch() {
        return method.equals("GET")
                && (parameter("watch").equals("true") || parameter("watch").equals("1"));
    }

    boolean write() {
        return !method.equals("GET");
    }
}
