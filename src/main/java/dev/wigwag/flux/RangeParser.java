package dev.wigwag.flux;

import dev.wigwag.flux.RangePart.Open;
import dev.wigwag.flux.RangePart.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reads the parts of a range that hold together, those between two {@code ||}, from left to right. */
final class RangeParser {

    private final String text;
    private int at;

    private RangeParser(String text) {
        this.text = text;
    }

    /**
     * The parts that a version must satisfy together.
     *
     * @throws IllegalArgumentException naming the place that cannot be read
     */
    static List<RangePart> parts(String group) {
        return new RangeParser(group).parts();
    }

    private List<RangePart> parts() {
        List<RangePart> parts = new ArrayList<>();
        skipBlanks();
        do {
            readPart(parts);
        } while (readSeparator());
        return parts;
    }

    private void readPart(List<RangePart> parts) {
        String spelling = take("=!<>~^");
        Operator operator = Operator.spelt(spelling);
        if (operator == null) {
            throw malformed("no operator is written " + spelling);
        }
        skipBlanks();
        RangePart first = readBound(operator);
        int end = at;
        if (!readHyphen()) {
            at = end;
            parts.add(first);
            return;
        }
        if (!spelling.isEmpty()) {
            throw malformed("a range from one version to another takes no operator");
        }
        parts.add(new RangePart(Operator.AT_LEAST, first.bound(), first.open()));
        parts.add(readBound(Operator.AT_MOST));
    }

    /** Whether a further part follows; blanks, a comma or both part it from the one before. */
    private boolean readSeparator() {
        int end = at;
        skipBlanks();
        if (at == text.length()) {
            return false;
        }
        if (text.charAt(at) == ',') {
            at++;
            skipBlanks();
        } else if (at == end) {
            throw malformed("a blank or comma is missing before " + text.charAt(at));
        }
        return true;
    }

    /** A hyphen between two versions stands between blanks, so that it differs from one before a pre-release. */
    private boolean readHyphen() {
        int end = at;
        skipBlanks();
        if (at == end || at == text.length() || text.charAt(at) != '-') {
            return false;
        }
        int hyphen = ++at;
        skipBlanks();
        return at > hyphen;
    }

    private RangePart readBound(Operator operator) {
        if (at < text.length() && text.charAt(at) == 'v') {
            at++;
        }
        String major = readSegment();
        String minor = readNextSegment();
        String patch = readNextSegment();
        String preRelease = readSuffix('-');
        if (!preRelease.isEmpty() && !SemVer.isPreRelease(preRelease)) {
            throw malformed("a pre-release holds empty parts or numbers with leading zeros");
        }
        String build = readSuffix('+');
        if (!build.isEmpty() && !SemVer.isBuild(build)) {
            throw malformed("build metadata hold an empty part");
        }
        Open open = isOpen(major) ? Open.MAJOR : isOpen(minor) ? Open.MINOR : isOpen(patch) ? Open.PATCH : Open.NOTHING;
        SemVer bound = new SemVer(
                number(major, open == Open.MAJOR),
                number(minor, open.compareTo(Open.MINOR) >= 0),
                number(patch, open != Open.NOTHING),
                preRelease.isEmpty() ? List.of() : SemVer.identifiers(preRelease),
                build);
        return new RangePart(operator, bound, open);
    }

    private String readNextSegment() {
        if (at == text.length() || text.charAt(at) != '.') {
            return "";
        }
        at++;
        return readSegment();
    }

    private String readSegment() {
        String segment = take("0123456789xX*");
        if (segment.isEmpty()) {
            throw malformed(
                    at == text.length()
                            ? "a version is missing at the end"
                            : "no version begins with " + text.charAt(at));
        }
        return segment;
    }

    private String readSuffix(char mark) {
        if (at == text.length() || text.charAt(at) != mark) {
            return "";
        }
        at++;
        String suffix = take("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.");
        if (suffix.isEmpty()) {
            throw malformed("nothing follows " + mark);
        }
        return suffix;
    }

    private static boolean isOpen(String segment) {
        return segment.isEmpty() || segment.equals("x") || segment.equals("X") || segment.equals("*");
    }

    /** What stands behind an open number does not count, whatever it is. */
    private BigInteger number(String segment, boolean ignored) {
        if (ignored) {
            return BigInteger.ZERO;
        }
        if (!segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed("a number is mixed with wildcards in " + segment);
        }
        return new BigInteger(segment);
    }

    private String take(String characters) {
        int start = at;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        take(" \t\n\f\r");
    }

    private IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("\"" + text.strip() + "\" is no range of versions: " + why);
    }
}
