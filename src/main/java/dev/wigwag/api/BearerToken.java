package dev.wigwag.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** A token that a reader presents in {@code Authorization: Bearer <token>} (RFC 6750, 2.1). */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] presented;

    private BearerToken(byte[] presented) {
        this.presented = presented;
    }

    /**
     * Reads the token from a request's header.
     *
     * @param values every value of the header; of two nobody can say which one a proxy has looked at, so they count as none
     */
    static Optional<BearerToken> read(List<String> values) {
        if (values.size() != 1 || !values.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = values.get(0).substring(SCHEME.length()).strip();
        // The server makes a character of each byte, so this gives back the bytes that were sent.
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(new BearerToken(token.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Compares in a time that depends on the presented token's length alone. */
    boolean isEqualTo(byte[] secret) {
        return MessageDigest.isEqual(presented, secret);
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
