package dev.wigwag.chatops;

import java.util.Optional;

/**
 * A line that was understood.
 *
 * @param wanted empty if no object was named
 * @param rest what stands behind, in the person's own words and fit to be kept; empty if nothing does
 */
record Command(Verb verb, Optional<Wanted> wanted, Optional<String> rest) implements Said {}
