package dev.wigwag.flux;

/**
 * One comparison of a range, such as {@code ^1.2} or {@code !=1.3.x}.
 *
 * @param operator what is asked of a version
 * @param bound the version compared with, its open numbers read as zero
 * @param open the first number that was left open
 */
record RangePart(Operator operator, SemVer bound, Open open) {

    /** The first number of the bound that is a wildcard or missing. */
    enum Open {
        NOTHING,
        PATCH,
        MINOR,
        MAJOR
    }

    /** The operators, each with its spellings. */
    enum Operator {
        EQUAL("=", ""),
        NOT_EQUAL("!="),
        GREATER(">"),
        LESS("<"),
        AT_LEAST(">=", "=>"),
        AT_MOST("<=", "=<"),
        TILDE("~", "~>"),
        CARET("^");

        private final String[] spellings;

        Operator(String... spellings) {
            this.spellings = spellings;
        }

        /** The operator spelt thus, or null. */
        static Operator spelt(String text) {
            for (Operator operator : values()) {
                for (String spelling : operator.spellings) {
                    if (spelling.equals(text)) {
                        return operator;
                    }
                }
            }
            return null;
        }
    }

    /** Whether the version satisfies this part alone; pre-releases are the range's business. */
    boolean admits(SemVer version) {
        return switch (operator) {
            case EQUAL -> open == Open.NOTHING ? version.compareTo(bound) == 0 : closeTo(version);
            case NOT_EQUAL -> differsFrom(version);
            case GREATER -> exceeds(version);
            case LESS -> version.compareTo(bound) < 0;
            case AT_LEAST -> version.compareTo(bound) >= 0;
            case AT_MOST -> open == Open.NOTHING ? version.compareTo(bound) <= 0 : notBeyond(version);
            case TILDE -> closeTo(version);
            case CARET -> compatible(version);
        };
    }

    private boolean differsFrom(SemVer version) {
        return switch (open) {
            case MINOR -> !sameMajor(version);
            case PATCH ->
                !sameMinor(version)
                        // With a pre-release named, the patch stays open and only the pre-release is compared.
                        || !version.preRelease().equals(bound.preRelease());
            case MAJOR, NOTHING -> version.compareTo(bound) != 0;
        };
    }

    /** {@code >1.2} asks for the next minor version, {@code >1} for the next major one. */
    private boolean exceeds(SemVer version) {
        int major = version.major().compareTo(bound.major());
        return switch (open) {
            case MINOR -> major > 0;
            case PATCH -> major > 0 || major == 0 && version.minor().compareTo(bound.minor()) > 0;
            case MAJOR, NOTHING -> version.compareTo(bound) > 0;
        };
    }

    /** {@code <=1.2} takes all of 1.2, {@code <=1} all of 1. */
    private boolean notBeyond(SemVer version) {
        int major = version.major().compareTo(bound.major());
        return major < 0 || major == 0 && (open == Open.MINOR || version.minor().compareTo(bound.minor()) <= 0);
    }

    /** {@code ~1.2.3} takes later patches; {@code ~1} later minor versions; {@code ~*} and {@code ~0.0.0} everything. */
    private boolean closeTo(SemVer version) {
        if (version.compareTo(bound) < 0) {
            return false;
        }
        if (open != Open.MINOR && open != Open.PATCH && isZero()) {
            return true;
        }
        return sameMajor(version) && (open == Open.MINOR || sameMinor(version));
    }

    /** {@code ^} keeps the leftmost number that is not zero. Of {@code ^*} only 0.0.0 is left, as in Flux. */
    private boolean compatible(SemVer version) {
        if (version.compareTo(bound) < 0 || !sameMajor(version)) {
            return false;
        }
        if (bound.major().signum() > 0 || open == Open.MINOR) {
            return true;
        }
        return sameMinor(version)
                && (bound.minor().signum() > 0
                        || open == Open.PATCH
                        || version.patch().equals(bound.patch()));
    }

    private boolean sameMajor(SemVer version) {
        return version.major().equals(bound.major());
    }

    private boolean sameMinor(SemVer version) {
        return sameMajor(version) && version.minor().equals(bound.minor());
    }

    private boolean isZero() {
        return bound.major().signum() == 0
                && bound.minor().signum() == 0
                && bound.patch().signum() == 0;
    }
}
