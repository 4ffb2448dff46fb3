package dev.wigwag.chatops;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds by name what the ledger speaks of: sources, what they bring, canaries, and the rollouts themselves. */
@ApplicationScoped
class Finder {
    static final int MOST = 10;

    /** The kind under which rollouts are found. */
    static final String ROLLOUT = "Rollout";

    private static final int NAMES = 20_000;
    private static final int SUGGESTED = 3;
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{7,40}");

    private final LedgerPass ledger;

    Finder(LedgerPass ledger) {
        this.ledger = ledger;
    }

    /**
     * Finds it among what the person can speak of.
     *
     * @throws dev.wigwag.engine.ClusterException if the ledger could not be read
     */
    Found find(Speaker speaker, Wanted wanted) {
        TreeSet<ObjectKey> exact = new TreeSet<>();
        TreeSet<Alike> alike = new TreeSet<>(Alike.LIKEST);
        Set<ObjectKey> seen = new HashSet<>();
        boolean unique = wanted.namespace().isPresent() && wanted.kinds().size() == 1;
        boolean all = ledger.over(speaker, rollout -> {
            keys(rollout, wanted)
                    .filter(key -> seen.size() < NAMES && seen.add(key))
                    .forEach(key -> {
                        if (wanted.means(key) || isOf(rollout, key, wanted)) {
                            exact.add(key);
                        } else if (!key.kind().equals(ROLLOUT)) {
                            Alike.of(wanted, key).ifPresent(alike::add);
                            if (alike.size() > SUGGESTED) {
                                alike.pollLast();
                            }
                        }
                    });
            return !(unique && !exact.isEmpty());
        });
        return new Found(
                exact.stream().limit(MOST).toList(),
                exact.isEmpty() ? alike.stream().map(Alike::name).toList() : List.of(),
                all);
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

    private static Stream<ObjectKey> keys(Rollout rollout, Wanted wanted) {
        Stream<ObjectKey> own = Stream.of(
                rollout.source(),
                new ObjectKey(ROLLOUT, rollout.key().namespace(), rollout.key().name()));
        Stream<ObjectKey> stages = rollout.status() == null
                ? Stream.of()
                : rollout.status().stages().stream().map(stage -> stage.key());
        return Stream.concat(own, stages).filter(wanted::mayMean);
    }

    /** A rollout is also called by its commit. */
    private static boolean isOf(Rollout rollout, ObjectKey key, Wanted wanted) {
        return key.kind().equals(ROLLOUT)
                && rollout.spec().commit() != null
                && rollout.spec().commit().sha() != null
                && SHA.matcher(wanted.name()).matches()
                && rollout.spec().commit().sha().startsWith(wanted.name());
    }
}
