package dev.wigwag.knative;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A CloudEvents attribute as it stands in an HTTP header: possibly in double quotes, and percent-encoded once
 * (CloudEvents HTTP binding 1.0.2, 3.1.3.2). Funqy hands it on as it came.
 */
final class AttributeText {
    private AttributeText() {}

    /** The attribute's value; empty if it is missing, or no valid UTF-8 once decoded. */
    static Optional<String> decode(String header) {
        if (header == null) {
            return Optional.empty();
        }
        String quoted = header.strip();
        String text = quoted.length() >= 2 && quoted.startsWith("\"") && quoted.endsWith("\"")
                ? quoted.substring(1, quoted.length() - 1)
                : quoted;
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int at = 0; at < raw.length; at++) {
            int value = raw[at] == '%' ? hex(raw, at) : -1;
            bytes.put(value < 0 ? raw[at] : (byte) value);
            at += value < 0 ? 0 : 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The byte that two hex digits behind the percent sign stand for; -1 if they are none. */
    private static int hex(byte[] raw, int percent) {
        if (percent + 2 >= raw.length) {
            return -1;
        }
        int high = Character.digit(raw[percent + 1], 16);
        int low = Character.digit(raw[percent + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
