package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * How Flux gets a GitRepository's content, for somebody who wants to read the same.
 *
 * @param address as in {@code spec.url}; may hold credentials, so it is never shown
 * @param ignore as in {@code spec.ignore}, in .gitignore's syntax; null where Flux takes its own default
 * @param sparse as in {@code spec.sparseCheckout}; empty for all
 * @param secret the name of the Secret with which Flux logs in, in the source's namespace; empty for none
 * @param doubts why its artifact may hold something else than the commit does; empty if it does not
 */
public record Checkout(
        ObjectKey source,
        String address,
        String ignore,
        List<String> sparse,
        Optional<String> secret,
        List<String> doubts) {
    public Checkout {
        sparse = List.copyOf(sparse);
        doubts = List.copyOf(doubts);
    }

    /** The address may hold credentials. */
    @Override
    public String toString() {
        return source.toString();
    }
}
