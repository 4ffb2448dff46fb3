package dev.wigwag.github;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bodies that were valid once: bytes changed, taken out, put in, doubled and moved, from a seeded generator. */
final class Mutation {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "null",
        "true",
        "{}",
        "[]",
        "\\u",
        "\\ud800",
        "\\",
        "1e999",
        "-",
        "0",
        "9".repeat(200),
        "\"ref\":",
        "\"repository\":{",
        "%",
        "%zz",
        "&",
        "payload=",
        "+",
        "\u0000",
        "\uFEFF",
        "é"
    };

    private Mutation() {}

    /** One to five changes. */
    static byte[] of(byte[] body, Random random) {
        byte[] changed = body;
        for (int changes = 1 + random.nextInt(5); changes > 0 && changed.length > 0; changes--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] body, Random random) {
        int from = random.nextInt(body.length);
        int to = Math.min(body.length, from + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] changed = body.clone();
                changed[from] = (byte) random.nextInt(256);
                yield changed;
            }
            case 1 -> Arrays.copyOf(body, from);
            case 2 -> join(Arrays.copyOf(body, from), Arrays.copyOfRange(body, to, body.length));
            case 3 -> join(Arrays.copyOf(body, to), Arrays.copyOfRange(body, from, body.length));
            case 4 -> {
                byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
                yield join(join(Arrays.copyOf(body, from), piece), Arrays.copyOfRange(body, to, body.length));
            }
            default -> {
                byte[] noise = new byte[random.nextInt(20)];
                random.nextBytes(noise);
                yield join(join(Arrays.copyOf(body, from), noise), Arrays.copyOfRange(body, from, body.length));
            }
        };
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(first.length + second.length);
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
