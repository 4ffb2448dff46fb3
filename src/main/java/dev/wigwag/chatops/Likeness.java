package dev.wigwag.chatops;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds what somebody may have meant who has misspelt it: few letters wrong, left out, added or swapped. */
final class Likeness {
    /** Longer words are compared by their beginnings, so that a strange one costs no time. */
    private static final int LONGEST = 64;

    private static final int MOST = 3;

    private Likeness() {}

    /** At most {@value #MOST} of them, the likest first. */
    static List<String> suggestions(String word, Stream<String> known) {
        return known.distinct()
                .filter(one -> distance(word, one) <= allowed(word))
                .sorted(Comparator.<String>comparingInt(one -> distance(word, one))
                        .thenComparing(one -> one))
                .limit(MOST)
                .toList();
    }

    /** Whether the two are alike enough to be taken for each other by mistake. */
    static boolean alike(String word, String known) {
        return distance(word, known) <= allowed(word);
    }

    private static int allowed(String word) {
        return word.length() < 3 ? 1 : word.length() < 6 ? 2 : 3;
    }

    /** Optimal string alignment: a swap of neighbours is one mistake. */
    static int distance(String one, String other) {
        String a = one.substring(0, Math.min(LONGEST, one.length()));
        String b = other.substring(0, Math.min(LONGEST, other.length()));
        int[] twoBefore = new int[b.length() + 1];
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], before[j]) + 1, before[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
                }
            }
            int[] spare = twoBefore;
            twoBefore = before;
            before = row;
            row = spare;
        }
        return before[b.length()];
    }
}
