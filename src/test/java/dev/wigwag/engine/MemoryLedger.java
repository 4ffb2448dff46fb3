package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A ledger with a true compare-and-set and a status of its own, as the Kubernetes API has it. */
public final class MemoryLedger implements Ledger {
    private final Mishaps mishaps;
    private final Map<RolloutKey, Rollout> stored = new TreeMap<>(Comparator.comparing(RolloutKey::toString));
    private final List<String> attempts = new ArrayList<>();
    private long version;

    /** An empty one. */
    public MemoryLedger(Mishaps mishaps) {
        this.mishaps = mishaps;
    }

    @Override
    public List<Rollout> of(ObjectKey source) {
        mishaps.reading("list rollouts of " + source);
        return rollouts().stream()
                .filter(rollout -> rollout.source().equals(source))
                .toList();
    }

    @Override
    public synchronized Optional<Rollout> find(RolloutKey key) {
        mishaps.reading("get rollout " + key);
        return Optional.ofNullable(stored.get(key));
    }

    @Override
    public void forEach(Consumer<Rollout> visitor) {
        mishaps.reading("list rollouts");
        rollouts().forEach(visitor);
    }

    @Override
    public void forEachIn(String namespace, Consumer<Rollout> visitor) {
        mishaps.reading("list rollouts in " + namespace);
        rollouts().stream()
                .filter(rollout -> rollout.key().namespace().equals(namespace))
                .forEach(visitor);
    }

    @Override
    public synchronized Rollout create(Rollout rollout) {
        return mishaps.writing("create rollout " + rollout.key(), () -> {
            if (stored.containsKey(rollout.key())) {
                throw new ClusterException(Fault.CONFLICT, rollout.key() + " exists", null);
            }
            return put(rollout, null);
        });
    }

    @Override
    public synchronized Rollout replaceSpec(Rollout rollout) {
        return mishaps.writing(
                "write spec of " + rollout.key(),
                () -> put(rollout, current(rollout).status()));
    }

    @Override
    public synchronized Rollout replaceStatus(Rollout rollout) {
        return mishaps.writing("write status of " + rollout.key(), () -> {
            Rollout next = put(current(rollout), rollout.status());
            attempts.add(
                    next.key() + " #" + next.attempt() + " " + next.status().request());
            return next;
        });
    }

    @Override
    public synchronized void delete(Rollout rollout) {
        if (stored.containsKey(rollout.key())) {
            mishaps.writing(
                    "delete rollout " + rollout.key(),
                    () -> stored.remove(current(rollout).key()));
        }
    }

    /** Everything that is stored, by key. */
    public synchronized List<Rollout> rollouts() {
        return List.copyOf(stored.values());
    }

    /** The same without versions, which tell how often something was written and not what. */
    public List<Rollout> picture() {
        return rollouts().stream()
                .map(rollout -> new Rollout(rollout.key(), rollout.spec(), rollout.status(), null))
                .toList();
    }

    /** {@code <rollout> #<attempt> <push>} for every status that was written. */
    synchronized List<String> attempts() {
        return List.copyOf(attempts);
    }

    /** Stores a rollout as somebody else would. */
    synchronized Rollout plant(Rollout rollout) {
        return put(rollout, rollout.status());
    }

    /** Deletes one as somebody else would. */
    synchronized void remove(RolloutKey key) {
        stored.remove(key);
    }

    private Rollout current(Rollout rollout) {
        Rollout current = stored.get(rollout.key());
        if (current == null) {
            throw new ClusterException(Fault.CONFLICT, rollout.key() + " was deleted meanwhile", null);
        }
        if (!Objects.equals(current.version(), rollout.version())) {
            throw new ClusterException(Fault.CONFLICT, rollout.key() + " has changed", null);
        }
        return current;
    }

    private Rollout put(Rollout rollout, RolloutStatus status) {
        Rollout next = new Rollout(rollout.key(), rollout.spec(), status, String.valueOf(++version));
        stored.put(next.key(), next);
        return next;
    }
}
