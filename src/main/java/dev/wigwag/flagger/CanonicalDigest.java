package dev.wigwag.flagger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A short digest of JSON as it is meant: the order of fields does not count, nor does a field that is null. */
final class CanonicalDigest {
    /** 64 bits: two templates of one workload do not meet by chance, and nobody gains by making them. */
    private static final int BYTES = 8;

    private CanonicalDigest() {}

    /** 16 hex digits that are equal for equal values of maps, lists, texts, numbers and booleans. */
    static String of(Object json) {
        StringBuilder canonical = new StringBuilder();
        write(json, canonical);
        byte[] digest = sha256().digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static void write(Object value, StringBuilder to) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, field) -> sorted.put(String.valueOf(name), field));
            to.append('{');
            sorted.forEach((name, field) -> {
                if (field != null) {
                    quote(name, to);
                    to.append(':');
                    write(field, to);
                    to.append(',');
                }
            });
            to.append('}');
        } else if (value instanceof List<?> list) {
            to.append('[');
            list.forEach(element -> {
                write(element, to);
                to.append(',');
            });
            to.append(']');
        } else if (value instanceof String text) {
            quote(text, to);
        } else {
            to.append(value);
        }
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }
}
