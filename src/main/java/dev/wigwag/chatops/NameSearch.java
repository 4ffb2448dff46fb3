package dev.wigwag.chatops;

import dev.wigwag.rollout.ObjectKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Goes through names one by one, for those that are meant and for those that may be; keeps few, whatever there is. */
final class NameSearch {
    private static final int NAMES = 20_000;
    private static final int SUGGESTED = 3;

    private final Wanted wanted;
    private final TreeSet<ObjectKey> exact = new TreeSet<>();
    private final TreeSet<Alike> alike = new TreeSet<>(Alike.LIKEST);
    private final Set<ObjectKey> seen = new HashSet<>();
    private boolean all = true;

    NameSearch(Wanted wanted) {
        this.wanted = wanted;
    }

    /** A name that may have been meant. */
    private record Alike(int mistakes, String name) {
        static final Comparator<Alike> LIKEST =
                Comparator.comparingInt(Alike::mistakes).thenComparing(Alike::name);

        static Optional<Alike> of(Wanted wanted, ObjectKey key) {
            return Stream.of(key.name(), key.name() + "." + key.namespace())
                    .filter(name -> Likeness.alike(wanted.name(), name))
                    .map(name -> new Alike(Likeness.distance(wanted.name(), name), key.namespace() + "/" + key.name()))
                    .min(LIKEST);
        }
    }

    /** Looks at the next. */
    void look(ObjectKey key) {
        if (!isNew(key)) {
            return;
        }
        if (wanted.means(key)) {
            take(key);
        } else {
            Alike.of(wanted, key).ifPresent(alike::add);
            if (alike.size() > SUGGESTED) {
                alike.pollLast();
            }
        }
    }

    /** Takes this for one that is meant, whatever its name. */
    void take(ObjectKey key) {
        exact.add(key);
        if (exact.size() > Found.MOST) {
            exact.pollLast();
            all = false;
        }
    }

    /** Whether nothing more can come: kind, namespace and name are known, and it is there. */
    boolean isOver() {
        return wanted.namespace().isPresent() && wanted.kinds().size() == 1 && !exact.isEmpty();
    }

    /**
     * What was found.
     *
     * @param complete whether everything was looked at
     */
    Found found(boolean complete) {
        List<String> names = exact.isEmpty() ? alike.stream().map(Alike::name).toList() : List.of();
        return new Found(List.copyOf(exact), names, complete && all);
    }

    private boolean isNew(ObjectKey key) {
        if (!wanted.mayMean(key) || seen.contains(key)) {
            return false;
        }
        if (seen.size() == NAMES) {
            all = false;
            return false;
        }
        return seen.add(key);
    }
}
