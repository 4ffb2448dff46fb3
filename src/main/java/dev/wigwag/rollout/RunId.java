package dev.wigwag.rollout;

import java.util.Optional;

/**
 * Our own name of a run, {@code <canary uid>-<n>}.
 *
 * @param number from 1
 */
record RunId(String uid, int number) {
    /** Reads it; empty if it is none. */
    static Optional<RunId> read(String text) {
        int dash = text == null ? -1 : text.lastIndexOf('-');
        if (dash < 1 || text.length() - dash > 10) {
            return Optional.empty();
        }
        String digits = text.substring(dash + 1);
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(new RunId(text.substring(0, dash), Integer.parseInt(digits)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return uid + "-" + number;
    }
}
