package dev.wigwag.http;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A claimed HMAC-SHA256 of a body, as in GitHub's {@code X-Hub-Signature-256} and the {@code X-Signature} of Flux'
 * generic-hmac provider: {@code sha256=} and 64 hex digits (reference: github.md §2, flux.md §1.5). Slack's has another word
 * in front (reference: slack.md §11).
 */
public final class Signature {

    private static final String SCHEME = "sha256=";
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    private final byte[] mac;

    private Signature(byte[] mac) {
        this.mac = mac;
    }

    /**
     * Reads the signature from a request's header. Both senders write lower-case hex; upper case means the same bytes and
     * is taken too.
     *
     * @param header the header's name, for the message
     * @param values every value the request has for it; a proxy or an attacker that adds a second one is refused
     * @throws Refusal 401 unless there is exactly one value and it is well-formed
     */
    public static Signature parse(String header, List<String> values) {
        return parse(header, SCHEME, values);
    }

    /**
     * The same, for a sender with a scheme of its own.
     *
     * @param scheme what stands before the hex digits, for example {@code v0=}
     */
    public static Signature parse(String header, String scheme, List<String> values) {
        if (values.isEmpty()) {
            throw refusal("The header " + header + " is missing; configure the sender with a secret.");
        }
        if (values.size() > 1) {
            throw refusal("The header " + header + " is there " + values.size() + " times; send it once.");
        }
        String value = values.get(0);
        if (!value.startsWith(scheme)
                || !HEX.matcher(value).region(scheme.length(), value.length()).matches()) {
            throw refusal("The header " + header + " is not " + scheme + " and 64 hex digits; sign with HMAC-SHA256.");
        }
        return new Signature(HexFormat.of().parseHex(value, scheme.length(), value.length()));
    }

    /** Compares in a time that does not depend on where the two differ. */
    boolean isEqualTo(byte[] expected) {
        return MessageDigest.isEqual(expected, mac);
    }

    private static Refusal refusal(String detail) {
        return new Refusal(Problem.credentialsMissing(detail));
    }
}
