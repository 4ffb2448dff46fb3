package dev.wigwag.sandbox.github;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A webhook request, ready to be sent; sent again, it is a redelivery: same GUID, same bytes.
 *
 * @param headers in the order GitHub sends them, signature included
 */
public record Delivery(String guid, String event, Map<String, String> headers, byte[] body) {

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
