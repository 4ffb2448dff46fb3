package dev.wigwag.git;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which beginnings of addresses are replaced by which ({@code wigwag.git.instead-of}), as Git's own {@code url.insteadOf} does. */
final class Mirrors {
    private static final String ARROW = "=>";

    private record Entry(String prefix, String instead) {}

    private final List<Entry> entries;

    private Mirrors(List<Entry> entries) {
        this.entries = entries;
    }

    /** @throws IllegalArgumentException if an entry cannot be read; it is not quoted, as it may hold a password */
    static Mirrors of(List<String> texts) {
        List<Entry> entries = new ArrayList<>();
        for (String text : texts) {
            int arrow = text.indexOf(ARROW);
            String prefix = arrow < 0 ? "" : text.substring(0, arrow).strip();
            String instead =
                    arrow < 0 ? "" : text.substring(arrow + ARROW.length()).strip();
            if (prefix.indexOf("://") <= 0 || instead.indexOf("://") <= 0) {
                throw new IllegalArgumentException(
                        GitConfig.INSTEAD_OF + " has an entry (number " + (entries.size() + 1)
                                + ") that is not of the form https://github.com/ => https://mirror.example/github/; write both"
                                + " sides with their scheme");
            }
            entries.add(new Entry(prefix, instead));
        }
        // The longest first, as that is the one that says most.
        entries.sort(Comparator.comparingInt((Entry entry) -> entry.prefix().length())
                .reversed());
        return new Mirrors(List.copyOf(entries));
    }

    /** The address to go to in place of this one, or this one. */
    String instead(String address) {
        return entries.stream()
                .filter(entry -> address.startsWith(entry.prefix()))
                .findFirst()
                .map(entry -> entry.instead() + address.substring(entry.prefix().length()))
                .orElse(address);
    }
}
