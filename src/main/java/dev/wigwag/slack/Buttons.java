package dev.wigwag.slack;

/** The buttons under a canary. */
final class Buttons {
    /** What the ids of our buttons begin with. */
    static final String ACTION = "wigwag.";

    private Buttons() {}
}
