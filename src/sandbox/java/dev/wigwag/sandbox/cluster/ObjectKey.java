package dev.wigwag.sandbox.cluster;

import java.util.Comparator;

/** Where an object is within its resource; {@code namespace} is empty for cluster-scoped ones. Lists come in this order. */
record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
