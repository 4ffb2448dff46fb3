package dev.wigwag.sandbox.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a paged list goes on. Clients get it as an opaque token and hand it back unread. Pages show the objects as they are when the page
 * is asked for; the real server shows them as they were at the first page.
 *
 * @param epoch tokens of an earlier epoch count as expired
 */
record Continuation(long epoch, ObjectKey after) {

    String token() {
        String text = epoch + "\n" + after.namespace() + "\n" + after.name();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses with 400 what is not a token, with 410 what is one of an earlier epoch. */
    static Continuation read(String token, long currentEpoch) {
        Continuation continuation = decode(token);
        if (continuation.epoch() != currentEpoch) {
            throw ApiFailure.expired(
                    "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
        }
        return continuation;
    }

    private static Continuation decode(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", 3);
            return new Continuation(Long.parseLong(parts[0]), new ObjectKey(parts[1], parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw ApiFailure.badRequest("continue key is not valid: it was not given out by this server");
        }
    }
}
