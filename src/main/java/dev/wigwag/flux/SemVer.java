package dev.wigwag.flux;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A version by Semantic Versioning 2.0 (semver.org), read as Flux reads a tag: strictly, but for a leading {@code v}
 * (fluxcd/pkg/version).
 *
 * <p>The order is that of precedence, in which build metadata do not count: two versions that differ only in these
 * compare as 0 though they are not equal.
 *
 * @param major never negative, of any size
 * @param minor never negative, of any size
 * @param patch never negative, of any size
 * @param preRelease the identifiers behind the hyphen, empty for a release
 * @param build the text behind the plus sign, empty if there is none
 */
public record SemVer(BigInteger major, BigInteger minor, BigInteger patch, List<String> preRelease, String build)
        implements Comparable<SemVer> {

    /** Longest tag that is read, in characters. */
    public static final int MAX_LENGTH = 256;

    /** Keeps the identifiers from changing under the version. */
    public SemVer {
        preRelease = List.copyOf(preRelease);
    }

    /** The version that a tag names, or nothing if it is absent, over-long or names none. */
    public static Optional<SemVer> of(String tag) {
        if (tag == null || tag.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = tag.startsWith("v") ? tag.substring(1) : tag;
        int plus = text.indexOf('+');
        String build = plus < 0 ? "" : text.substring(plus + 1);
        String version = plus < 0 ? text : text.substring(0, plus);
        int hyphen = version.indexOf('-');
        String preRelease = hyphen < 0 ? "" : version.substring(hyphen + 1);
        String[] numbers = (hyphen < 0 ? version : version.substring(0, hyphen)).split("\\.", -1);
        if (numbers.length != 3
                || !isNumber(numbers[0])
                || !isNumber(numbers[1])
                || !isNumber(numbers[2])
                || hyphen >= 0 && !isPreRelease(preRelease)
                || plus >= 0 && !isBuild(build)) {
            return Optional.empty();
        }
        return Optional.of(new SemVer(
                new BigInteger(numbers[0]),
                new BigInteger(numbers[1]),
                new BigInteger(numbers[2]),
                hyphen < 0 ? List.of() : identifiers(preRelease),
                build));
    }

    /** Whether the version comes before its release, as {@code 1.0.0-rc.1} does. */
    public boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** The order of precedence: build metadata do not count. */
    @Override
    public int compareTo(SemVer other) {
        int numbers = major.compareTo(other.major);
        numbers = numbers != 0 ? numbers : minor.compareTo(other.minor);
        numbers = numbers != 0 ? numbers : patch.compareTo(other.patch);
        if (numbers != 0) {
            return numbers;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            int identifier = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
            if (identifier != 0) {
                return identifier;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    /** The version without a leading {@code v}. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch
                + (preRelease.isEmpty() ? "" : "-" + String.join(".", preRelease))
                + (build.isEmpty() ? "" : "+" + build);
    }

    /** The identifiers of a well-formed pre-release or build. */
    static List<String> identifiers(String text) {
        return List.of(text.split("\\.", -1));
    }

    /** Whether the text is what may follow the hyphen of a version. */
    static boolean isPreRelease(String text) {
        return identifiers(text).stream().allMatch(id -> isIdentifier(id) && (!isDigits(id) || isNumber(id)));
    }

    /** Whether the text is what may follow the plus sign of a version. */
    static boolean isBuild(String text) {
        return identifiers(text).stream().allMatch(SemVer::isIdentifier);
    }

    /** Numbers stand before words, and are compared by value however long they are. */
    private static int compareIdentifiers(String left, String right) {
        boolean leftNumber = isDigits(left);
        boolean rightNumber = isDigits(right);
        if (leftNumber != rightNumber) {
            return leftNumber ? -1 : 1;
        }
        if (leftNumber && left.length() != right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        return Integer.signum(left.compareTo(right));
    }

    private static boolean isNumber(String text) {
        return isDigits(text) && (text.length() == 1 || text.charAt(0) != '0');
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(
                                c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-');
    }
}
