package dev.wigwag.http;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * A secret, and what it may speak for.
 *
 * @param scope true for each repository ({@code owner/name}) or namespace this secret may speak for
 * @param key the secret's bytes, not to be changed
 */
public record ScopedSecret(Predicate<String> scope, byte[] key) {

    /** A secret without bytes would authorise anybody, so there is none. */
    public ScopedSecret {
        Objects.requireNonNull(scope, "scope");
        if (key.length == 0) {
            throw new IllegalArgumentException("an empty secret authorises nobody");
        }
    }

    /** A secret that may speak for anything. */
    public static ScopedSecret unbound(byte[] key) {
        return new ScopedSecret(name -> true, key);
    }

    /** Shows neither the bytes nor their number. */
    @Override
    public String toString() {
        return "ScopedSecret[hidden]";
    }
}
