package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All objects, in memory, sorted for paging. Every write happens under one lock and gets the next resource version; stored objects are
 * never changed in place, so readers may keep them. What is written is the business of {@link ObjectWriter}.
 */
final class ObjectStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> shelves = new HashMap<>();
    private long version = 1;

    private static final class Kept {
        final Shelf objects = new Shelf();
        final ChangeLog log = new ChangeLog();
        final List<Consumer<Change>> watchers = new CopyOnWriteArrayList<>();
    }

    /** A part of a list. {@code remaining} counts what the selection would still give after the last item. */
    record Slice(List<ObjectNode> items, Optional<ObjectKey> last, long remaining, long version) {}

    Optional<ObjectNode> get(String resource, ObjectKey key) {
        return locked(() -> shelf(resource).objects.get(key).map(StoredObject::object));
    }

    /** Up to {@code limit} selected objects whose key comes after {@code after}, in key order. */
    Slice list(String resource, Selection selection, Optional<ObjectKey> after, int limit) {
        return locked(() -> {
            List<ObjectNode> items = new ArrayList<>();
            ObjectKey last = null;
            long remaining = 0;
            for (Map.Entry<ObjectKey, StoredObject> entry :
                    from(shelf(resource), selection, after).entrySet()) {
                if (items.size() == limit) {
                    remaining++;
                    if (selection.bySelector()) {
                        break;
                    }
                } else if (selection.testHere(entry.getValue())) {
                    items.add(entry.getValue().object());
                    last = entry.getKey();
                }
            }
            return new Slice(items, remaining > 0 ? Optional.ofNullable(last) : Optional.empty(), remaining, version);
        });
    }

    private static NavigableMap<ObjectKey, StoredObject> from(
            Kept shelf, Selection selection, Optional<ObjectKey> after) {
        NavigableMap<ObjectKey, StoredObject> candidates = shelf.objects.candidates(selection);
        return after.map(last -> candidates.tailMap(last, false)).orElse(candidates);
    }

    /**
     * Reads, decides and stores in one step. {@code decide} gets the object, or null when there is none, and returns what to store: a new
     * object, the same one for "no change", or null to remove it. It may refuse by throwing.
     *
     * @return what is stored now, or the removed object under its last resource version
     */
    ObjectNode write(String resource, ObjectKey key, UnaryOperator<ObjectNode> decide) {
        return locked(() -> {
            Kept shelf = shelf(resource);
            ObjectNode before = shelf.objects.get(key).map(StoredObject::object).orElse(null);
            ObjectNode after = decide.apply(before);
            if (after == before) {
                return before;
            }
            ObjectNode last = after == null ? before.deepCopy() : after;
            last.withObject("/metadata").put("resourceVersion", Long.toString(++version));
            if (after == null) {
                shelf.objects.remove(key);
            } else {
                shelf.objects.put(key, StoredObject.of(after));
            }
            Change change = new Change(version, before, after, last);
            shelf.log.add(change);
            shelf.watchers.forEach(watcher -> watcher.accept(change));
            return last;
        });
    }

    /**
     * Hands every further change of the resource to {@code watcher}, in order and none twice; first those after {@code since}, or, when it
     * is empty, every present object as if just created. The watcher is called under the store's lock and must not block.
     *
     * @return ends the watch when run
     */
    Runnable watch(String resource, Optional<Long> since, Consumer<Change> watcher) {
        return locked(() -> {
            Kept shelf = shelf(resource);
            if (since.isPresent()) {
                shelf.log.since(since.get()).forEach(watcher);
            } else {
                shelf.objects.all().values().stream()
                        .map(StoredObject::object)
                        .forEach(object -> watcher.accept(new Change(version, null, object, object)));
            }
            shelf.watchers.add(watcher);
            return () -> shelf.watchers.remove(watcher);
        });
    }

    /** Forgets all changes so far: a watch from an earlier resource version is refused as expired. */
    void compact() {
        locked(() -> {
            shelves.values().forEach(shelf -> shelf.log.compact(version));
            return null;
        });
    }

    private Kept shelf(String resource) {
        return shelves.computeIfAbsent(resource, name -> new Kept());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
