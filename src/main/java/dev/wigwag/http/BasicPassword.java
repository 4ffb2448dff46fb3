package dev.wigwag.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The password of {@code Authorization: Basic …} (RFC 7617) taken as a token: some senders can bear one only in the user info
 * of an address. The user's name says nothing.
 */
public final class BasicPassword {
    private static final String SCHEME = "Basic ";

    private BasicPassword() {}

    /**
     * Reads it from a request's header.
     *
     * @param values every value of the header; of two nobody can say which one a proxy has looked at, so they count as none
     * @return empty too if it is no base64 or has no password
     */
    public static Optional<BearerToken> read(List<String> values) {
        if (values.size() != 1 || !values.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder()
                    .decode(values.get(0).substring(SCHEME.length()).strip());
            String text = new String(pair, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            return colon < 0 ? Optional.empty() : BearerToken.ofBytes(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
