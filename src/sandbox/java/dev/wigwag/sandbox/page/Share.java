package dev.wigwag.sandbox.page;

/** How people write a share: a percentage, or {@code on} for all. */
final class Share {

    private Share() {}

    /** As a number from 0 to 1; refuses, by {@link IllegalArgumentException}, what is no number. */
    static double of(String value) {
        if (value.equals("on")) {
            return 1;
        }
        try {
            return Double.parseDouble(value.replaceFirst("%$", "")) / 100;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is no percentage; say a number, on or off", e);
        }
    }
}
