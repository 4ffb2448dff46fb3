package dev.wigwag.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads one entry of a list of secrets: {@code secret}, or {@code glob|glob => secret} where the secret may only speak
 * for what the globs match. A secret written {@code base64:…} is decoded, for keys with bytes that a line cannot hold.
 */
final class SecretEntry {

    private static final String ARROW = "=>";
    private static final String BASE64 = "base64:";

    private final Function<Collection<String>, Predicate<String>> scopes;

    SecretEntry(Function<Collection<String>, Predicate<String>> scopes) {
        this.scopes = scopes;
    }

    /**
     * The secret of an entry, none for a blank one.
     *
     * @throws IllegalArgumentException if the entry is wrong; the message says how, and holds nothing of the entry
     */
    Optional<ScopedSecret> parse(String entry) {
        String text = entry.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        // Such a line is a binding that lost a side. Taken as a secret it would be one that can be guessed.
        if (text.startsWith(ARROW) || text.endsWith(" " + ARROW)) {
            throw new IllegalArgumentException("has nothing on one side of =>; write glob => secret");
        }
        int arrow = text.indexOf(" " + ARROW + " ");
        if (arrow < 0) {
            return Optional.of(ScopedSecret.unbound(key(text)));
        }
        List<String> globs = Arrays.stream(text.substring(0, arrow).split("\\|", -1))
                .map(String::strip)
                .toList();
        if (globs.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("has an empty glob before =>; write glob|glob => secret");
        }
        return Optional.of(new ScopedSecret(
                scopes.apply(globs),
                key(text.substring(arrow + ARROW.length() + 2).strip())));
    }

    private static byte[] key(String text) {
        byte[] key;
        if (text.startsWith(BASE64)) {
            try {
                key = Base64.getDecoder().decode(text.substring(BASE64.length()).strip());
            } catch (IllegalArgumentException e) {
                // Without the cause: its message quotes a character of the secret.
                throw new IllegalArgumentException("is not base64 after base64:; encode the bytes again");
            }
        } else {
            key = text.getBytes(StandardCharsets.UTF_8);
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("has an empty secret; fill it in or remove the entry");
        }
        return key;
    }
}
