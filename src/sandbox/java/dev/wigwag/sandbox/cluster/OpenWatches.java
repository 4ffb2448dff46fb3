package dev.wigwag.sandbox.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The watches that are open now, so that they can be cut. */
final class OpenWatches {

    private final Set<Runnable> connections = ConcurrentHashMap.newKeySet();

    void add(Runnable cut) {
        connections.add(cut);
    }

    void remove(Runnable cut) {
        connections.remove(cut);
    }

    int size() {
        return connections.size();
    }

    void dropAll() {
        connections.forEach(Runnable::run);
    }
}
