package dev.wigwag.chatops;

import dev.wigwag.rollout.ObjectKey;
import java.util.Optional;
import java.util.Set;

/**
 * The object that somebody means, as far as it was said.
 *
 * @param kinds of which kind it may be; empty if nothing was said
 * @param namespace where; empty if nothing was said
 * @param name the name, or {@code name.namespace} as Flagger writes it, so that only those who know what there is can tell
 */
record Wanted(Set<String> kinds, Optional<String> namespace, String name) {
    /** Whether this object may be meant. */
    boolean means(ObjectKey key) {
        if (!kinds.isEmpty() && !kinds.contains(key.kind())) {
            return false;
        }
        return namespace.isPresent()
                ? namespace.get().equals(key.namespace()) && name.equals(key.name())
                : name.equals(key.name()) || name.equals(key.name() + "." + key.namespace());
    }

    /** Whether kind and namespace leave it open that this object was meant, whatever its name. */
    boolean mayMean(ObjectKey key) {
        return (kinds.isEmpty() || kinds.contains(key.kind()))
                && (namespace.isEmpty() || namespace.get().equals(key.namespace()));
    }

    /** The same among these kinds, where nothing was said of kinds. */
    Wanted among(Set<String> possible) {
        return kinds.isEmpty() ? new Wanted(possible, namespace, name) : this;
    }

    /** As it was said. */
    @Override
    public String toString() {
        return namespace.map(in -> in + "/").orElse("") + name;
    }
}
