package dev.wigwag.sandbox.flux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semver range as {@code spec.ref.semver} takes it: comparisons, {@code ^}, {@code ~}, wildcards; blanks or commas join, {@code ||}
 * separates alternatives. Pre-releases match only a range that names one. Written for the sandbox alone, so that it can catch the
 * application's own reading of ranges at fault.
 */
final class VersionRange implements Predicate<Version> {

    private static final Pattern TERM =
            Pattern.compile("(>=|<=|!=|=|>|<|\\^|~>|~|)\\s*(v?[0-9xX*][0-9A-Za-z.*+-]*)\\s*,?\\s*");

    private final List<Predicate<Version>> alternatives;

    private VersionRange(List<Predicate<Version>> alternatives) {
        this.alternatives = alternatives;
    }

    /** The range, or empty when the text is none. */
    static Optional<VersionRange> parse(String text) {
        List<Predicate<Version>> alternatives = new ArrayList<>();
        for (String part : text.split("\\|\\|", -1)) {
            Optional<Predicate<Version>> alternative = alternative(part.trim());
            if (alternative.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(alternative.get());
        }
        return Optional.of(new VersionRange(List.copyOf(alternatives)));
    }

    @Override
    public boolean test(Version version) {
        return alternatives.stream().anyMatch(alternative -> alternative.test(version));
    }

    private static Optional<Predicate<Version>> alternative(String text) {
        Predicate<Version> all = version -> true;
        boolean namesPrerelease = false;
        Matcher term = TERM.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!term.find(end) || term.start() != end) {
                return Optional.empty();
            }
            Optional<Predicate<Version>> one = term(term.group(1), term.group(2));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all = all.and(one.get());
            namesPrerelease |= term.group(2).contains("-");
            end = term.end();
        }
        boolean prereleases = namesPrerelease;
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(all.and(version -> prereleases || !version.prerelease()));
    }

    private static Optional<Predicate<Version>> term(String operator, String text) {
        List<String> parts = Arrays.stream(
                        text.split("[-+]", 2)[0].replaceFirst("^v", "").split("\\."))
                .takeWhile(part -> !part.matches("[xX*]"))
                .toList();
        if (parts.isEmpty()) {
            return Optional.of(version -> true);
        }
        String known = String.join(".", parts) + (text.contains("-") ? text.substring(text.indexOf('-')) : "");
        return Version.parse(known).map(base -> term(operator, base, parts.size()));
    }

    private static Predicate<Version> term(String operator, Version base, int precision) {
        Version nextAtPrecision = next(base, precision);
        return switch (operator) {
            case ">=" -> version -> version.compareTo(base) >= 0;
            case ">" ->
                version -> precision < 3 ? version.compareTo(nextAtPrecision) >= 0 : version.compareTo(base) > 0;
            case "<" -> version -> version.compareTo(base) < 0;
            case "<=" ->
                version -> precision < 3 ? version.compareTo(nextAtPrecision) < 0 : version.compareTo(base) <= 0;
            case "!=" -> version -> !between(version, base, nextAtPrecision);
            case "^" -> version -> between(version, base, next(base, firstNonZero(base, precision)));
            case "~", "~>" -> version -> between(version, base, next(base, Math.min(precision, 2)));
            default -> version -> between(version, base, nextAtPrecision);
        };
    }

    private static boolean between(Version version, Version from, Version below) {
        return version.compareTo(from) >= 0 && version.compareTo(below) < 0;
    }

    /** The first version that differs from {@code base} in one of its first {@code precision} numbers. */
    private static Version next(Version base, int precision) {
        return switch (precision) {
            case 1 -> new Version(base.major() + 1, 0, 0, "");
            case 2 -> new Version(base.major(), base.minor() + 1, 0, "");
            default ->
                base.prerelease()
                        ? new Version(base.major(), base.minor(), base.patch(), base.pre() + ".0")
                        : new Version(base.major(), base.minor(), base.patch() + 1, "");
        };
    }

    private static int firstNonZero(Version base, int precision) {
        if (base.major() > 0 || precision == 1) {
            return 1;
        }
        return base.minor() > 0 || precision == 2 ? 2 : 3;
    }
}
