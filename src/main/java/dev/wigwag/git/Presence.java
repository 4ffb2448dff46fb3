package dev.wigwag.git;

/** Whether something of a commit is in the artifact that Flux makes of it. */
enum Presence {
    THERE,
    LEFT_OUT,
    /** We do not know for sure how Flux decides: whatever follows from either has to be looked at. */
    PERHAPS
}
