package dev.wigwag.sandbox.github;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a hook wraps the JSON of an event: its {@code content_type} setting. */
public enum BodyForm {
    /** The body is the JSON. */
    JSON("application/json"),
    /** The body is one urlencoded field named {@code payload}; what hooks made through the API use unless told otherwise. */
    FORM("application/x-www-form-urlencoded");

    private final String contentType;

    BodyForm(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    byte[] body(String json) {
        String text = this == JSON ? json : "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
