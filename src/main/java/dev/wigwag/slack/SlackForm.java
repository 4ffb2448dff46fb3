package dev.wigwag.slack;

import dev.wigwag.http.Malformed;
import dev.wigwag.http.RawBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a form body, in which Slack sends everything (reference: slack.md §12, §13). */
record SlackForm(Map<String, String> fields) {
    /** Slack sends fourteen at most. */
    private static final int MOST = 64;

    private static final String ONLY_SLACK = "; only Slack posts here";

    /** @throws Malformed if it is no form, or could be read in more than one way */
    static SlackForm of(RawBody body) throws Malformed {
        String[] parts = text(body).split("&", MOST + 1);
        if (parts.length > MOST) {
            throw new Malformed("the form has more than " + MOST + " fields" + ONLY_SLACK);
        }
        Map<String, String> fields = new HashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals > 0
                    && fields.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1))) != null) {
                throw new Malformed("the form has a field twice" + ONLY_SLACK);
            }
        }
        return new SlackForm(Map.copyOf(fields));
    }

    /** The field, if it is there and says something. */
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }

    /** @throws Malformed if it is not there */
    String required(String name) throws Malformed {
        return field(name).orElseThrow(() -> new Malformed("the form has no field " + name + ONLY_SLACK));
    }

    private static String decoded(String text) throws Malformed {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a % in the form is not followed by two hex digits" + ONLY_SLACK);
        }
    }

    private static String text(RawBody body) {
        try (InputStream bytes = body.open()) {
            return new String(bytes.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory could not be read", e);
        }
    }
}
