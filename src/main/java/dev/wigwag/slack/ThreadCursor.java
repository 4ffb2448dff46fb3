package dev.wigwag.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a thread has said so far, short enough to be kept in the ledger: for each thing that was told of, a short digest of its
 * name and what was {@link Told} of it. Immutable.
 */
final class ThreadCursor {
    /** Things kept in mind, some 2 kB; nothing is told of more than these. */
    static final int MOST = 60;

    static final ThreadCursor EMPTY = new ThreadCursor(Map.of());

    private static final String VERSION = "1";
    private static final int NAME = 6;
    private static final int CAUSE = 4;
    private static final int LONGEST = 4_000;

    private final TreeMap<String, Told> told;

    private ThreadCursor(Map<String, Told> told) {
        this.told = new TreeMap<>(told);
    }

    /** What was told of a thing. */
    Told of(String name) {
        return told.getOrDefault(digest(name, NAME), Told.NOTHING);
    }

    /** Whether something of this name can be told of. */
    boolean hasRoomFor(String name) {
        return told.size() < MOST || told.containsKey(digest(name, NAME));
    }

    /** The same, with this told of a thing. */
    ThreadCursor with(String name, Told now) {
        ThreadCursor next = new ThreadCursor(told);
        next.told.put(digest(name, NAME), now);
        return next;
    }

    /** How many things were told to have failed and not to be well again, other than the ones of these names. */
    int failedBut(Iterable<String> names) {
        return (int) others(names).values().stream()
                .filter(each -> each.state() == Told.State.Failed)
                .count();
    }

    /** The same, with all of those well again. */
    ThreadCursor wellBut(Iterable<String> names) {
        ThreadCursor next = new ThreadCursor(told);
        others(names).forEach((name, each) -> {
            if (each.state() == Told.State.Failed) {
                next.told.put(name, each.now(Told.State.Well));
            }
        });
        return next;
    }

    private Map<String, Told> others(Iterable<String> names) {
        Map<String, Told> others = new TreeMap<>(told);
        names.forEach(name -> others.remove(digest(name, NAME)));
        return others;
    }

    /** A digest to tell one cause from another by. */
    static String cause(String words) {
        return digest(words, CAUSE);
    }

    /** {@code 1|abcdef:F3.2!ab12|…}, as the outlet entry keeps it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(VERSION);
        told.forEach((name, each) -> text.append('|').append(name).append(':').append(each));
        return text.toString();
    }

    /** Reads {@link #toString}; what cannot be read counts as not told, since it is kept where others can write. */
    static ThreadCursor read(String text) {
        TreeMap<String, Told> told = new TreeMap<>();
        if (text != null && text.length() <= LONGEST && text.startsWith(VERSION)) {
            for (String part : text.substring(VERSION.length()).split("\\|")) {
                int colon = part.indexOf(':');
                if (colon == NAME && told.size() < MOST) {
                    Told.read(part.substring(colon + 1)).ifPresent(each -> told.put(part.substring(0, colon), each));
                }
            }
        }
        return new ThreadCursor(told);
    }

    /** So many characters of its SHA-256 in base64url. */
    static String digest(String text, int length) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which the platform guarantees", e);
        }
    }
}
