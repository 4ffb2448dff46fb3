package dev.wigwag.flux;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * One part of a range told as the interval it stands for, the way the Go library's documentation tells it. Numbers stay
 * below 10, so that a version packs into one int; this shares nothing with the code under test but the parsed version.
 *
 * @param numbers the numbers given, one to three of them
 * @param pre the pre-release given, or an empty text
 */
record IntervalReference(String operator, List<Integer> numbers, String pre) implements Predicate<SemVer> {

    private static final int END = Integer.MAX_VALUE;

    static IntervalReference random(Random random) {
        String[] operators = {"", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"};
        String[] pres = {"", "", "", "0", "a", "a.1", "b"};
        List<Integer> numbers = random.ints(1 + random.nextInt(3), 0, 3).boxed().toList();
        return new IntervalReference(
                operators[random.nextInt(operators.length)], numbers, pres[random.nextInt(pres.length)]);
    }

    String text() {
        String version = String.join(".", numbers.stream().map(String::valueOf).toList());
        return operator + version + (pre.isEmpty() ? "" : "-" + pre);
    }

    @Override
    public boolean test(SemVer version) {
        int core = packed(
                version.major().intValue(),
                version.minor().intValue(),
                version.patch().intValue());
        int point = 10 * core + rank(version.isPreRelease() ? String.join(".", version.preRelease()) : "");
        int from = 10 * packed(number(0), number(1), number(2)) + rank(pre);
        boolean whole = numbers.size() == 3;
        // One past the last version that shares the numbers given, its lowest pre-release included.
        int past = 10 * successor(numbers.size()) + rank("0");
        return switch (operator) {
            case "", "=" -> whole ? point == from : point >= from && point < past;
            case "!=" -> unequal(point, from, past, whole);
            case ">" -> whole ? point > from : point >= past;
            case ">=", "=>" -> point >= from;
            case "<" -> point < from;
            case "<=", "=<" -> whole ? point <= from : point < past;
            case "~", "~>" -> point >= from && point < tildeEnd();
            default -> point >= from && point < caretEnd();
        };
    }

    /** With numbers left out a pre-release is compared by itself; with only the major one given it is not looked at. */
    private boolean unequal(int point, int from, int past, boolean whole) {
        if (whole) {
            return point != from;
        }
        int start = 10 * packed(number(0), number(1), number(2)) + rank("0");
        boolean within = point >= start && point < past;
        return !within || numbers.size() == 2 && point % 10 != rank(pre);
    }

    private int tildeEnd() {
        boolean zero = numbers.equals(List.of(0, 0, 0));
        return zero ? END : 10 * successor(Math.min(2, numbers.size())) + rank("0");
    }

    private int caretEnd() {
        int kept = 1;
        while (kept < numbers.size() && number(kept - 1) == 0) {
            kept++;
        }
        return 10 * successor(kept) + rank("0");
    }

    private int successor(int kept) {
        return switch (kept) {
            case 1 -> packed(number(0) + 1, 0, 0);
            case 2 -> packed(number(0), number(1) + 1, 0);
            default -> packed(number(0), number(1), number(2) + 1);
        };
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    private static int packed(int major, int minor, int patch) {
        return 100 * major + 10 * minor + patch;
    }

    private static int rank(String pre) {
        return List.of("0", "a", "a.1", "b", "").indexOf(pre);
    }
}
