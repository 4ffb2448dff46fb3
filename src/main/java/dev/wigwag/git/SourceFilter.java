package dev.wigwag.git;

import dev.wigwag.engine.Checkout;
import java.util.List;

/**
 * What the settings of a GitRepository leave of a commit.
 *
 * @param ignore as in {@code spec.ignore}; null if it is not set
 * @param sparse as in {@code spec.sparseCheckout}; empty for all
 * @param doubts why its artifact may hold something else all the same; empty if it does not
 */
record SourceFilter(String ignore, List<String> sparse, List<String> doubts) {
    /** Of a GitRepository that sets nothing of this. */
    static final SourceFilter PLAIN = new SourceFilter(null, List.of(), List.of());

    SourceFilter {
        sparse = List.copyOf(sparse);
        doubts = List.copyOf(doubts);
    }

    static SourceFilter of(Checkout checkout) {
        return new SourceFilter(checkout.ignore(), checkout.sparse(), checkout.doubts());
    }
}
