package dev.wigwag.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A token presented in {@code Authorization: Bearer <token>} (RFC 6750, 2.1). */
public final class BearerToken {

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
    public static Optional<BearerToken> read(List<String> values) {
        if (values.size() != 1 || !values.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return ofBytes(values.get(0).substring(SCHEME.length()).strip());
    }

    /** The token of these bytes; empty if there are none. */
    static Optional<BearerToken> ofBytes(String token) {
        // The server makes a character of each byte, so this gives back the bytes that were sent.
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(new BearerToken(token.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /**
     * The secrets that are this token; none means that its holder is not known. Every one is compared, in a time that
     * depends on the presented token's length alone.
     */
    public List<ScopedSecret> among(List<ScopedSecret> secrets) {
        List<ScopedSecret> equal = new ArrayList<>();
        for (ScopedSecret secret : secrets) {
            if (MessageDigest.isEqual(presented, secret.key())) {
                equal.add(secret);
            }
        }
        return List.copyOf(equal);
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
