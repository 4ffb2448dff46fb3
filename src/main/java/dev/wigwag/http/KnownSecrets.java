package dev.wigwag.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets this process holds right now, so that {@link Redaction} finds them in any text.
 *
 * <p>Static, as the log filters that need it are made before and outside of any container. Bounded: at most 64 secrets
 * of a property and 64 properties. A property's new secrets take the place of its old ones.
 */
public final class KnownSecrets {

    /** Below this a secret would be found inside ordinary words. */
    static final int MIN_LENGTH = 8;

    static final int MAX_PER_PROPERTY = 64;
    static final int MAX_PROPERTIES = 64;

    private static final Map<String, List<String>> BY_PROPERTY = new HashMap<>();
    private static volatile List<String> longestFirst = List.of();

    private KnownSecrets() {}

    /**
     * Remembers the secrets of one property, in place of those it had before.
     *
     * @param property name of the property they come from
     * @param secrets their bytes; those under 8 characters, not text in UTF-8, or beyond the 64th are left out
     */
    public static synchronized void remember(String property, Collection<byte[]> secrets) {
        if (!BY_PROPERTY.containsKey(property) && BY_PROPERTY.size() >= MAX_PROPERTIES) {
            throw new IllegalStateException("more than " + MAX_PROPERTIES + " properties hold secrets");
        }
        BY_PROPERTY.put(
                property,
                secrets.stream()
                        .map(secret -> new String(secret, StandardCharsets.UTF_8).strip())
                        .filter(KnownSecrets::isFindable)
                        .limit(MAX_PER_PROPERTY)
                        .toList());
        List<String> all = new ArrayList<>();
        BY_PROPERTY.values().forEach(all::addAll);
        all.sort(Comparator.comparingInt(String::length).reversed());
        longestFirst = List.copyOf(all);
    }

    /** The text with every known secret replaced; a secret that holds a shorter one is replaced whole. */
    static String redact(String text) {
        String clean = text;
        for (String secret : longestFirst) {
            clean = clean.replace(secret, Redaction.MARK);
        }
        return clean;
    }

    /** A secret that is part of the mark, or holds it, would be found again in what it was replaced with. */
    private static boolean isFindable(String secret) {
        return secret.length() >= MIN_LENGTH && !Redaction.MARK.contains(secret) && !secret.contains(Redaction.MARK);
    }
}
