package dev.wigwag.flagger;

/** How Flagger brings traffic to the canary, by its own rules (flagger.md §4.1). */
enum Strategy {
    /** By rising weights. */
    WEIGHT,
    /** By what requests look like, for a number of iterations. */
    AB,
    /** All at once, after a number of iterations. */
    BLUE_GREEN
}
