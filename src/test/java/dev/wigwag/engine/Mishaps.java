package dev.wigwag.engine;

import dev.wigwag.engine.ClusterException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What may go wrong between us and a cluster: refusals of chosen calls, and our own death at a chosen write. */
public final class Mishaps {
    /** Our process is dead; nothing in it may catch this. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death(String call) {
            super("died at: " + call, null, false, false);
        }
    }

    /** Does something of its own at a call, or fails it by throwing. */
    public interface Meddler {
        /** @param landed whether the call is a write that has just taken effect; else it has not begun */
        void meddle(String call, boolean landed);
    }

    private record Refusal(String call, Fault fault) {}

    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> interruptions = new ConcurrentHashMap<>();
    private Meddler meddler = (call, landed) -> {};
    private int writesToLive;
    private boolean lastLands;

    /** From now on calls whose words begin like this fail. */
    void refuse(String call, Fault fault) {
        refusals.add(new Refusal(call, fault));
    }

    /** Shows every read from now on, in words. */
    void onRead(Consumer<String> reader) {
        readers.add(reader);
    }

    /** Something happens right before the next write whose words begin like this, between our reading and our writing. */
    void onceBefore(String write, Runnable what) {
        interruptions.put(write, what);
    }

    /** From now on this one has its say at every call. */
    public void meddle(Meddler who) {
        meddler = who;
    }

    /** The n-th write from now (from 1) kills us, either before or after it has taken effect. */
    public synchronized void dieAtWrite(int n, boolean landing) {
        writesToLive = n;
        lastLands = landing;
    }

    /** A new process finds the same cluster, in good health. */
    public synchronized void recover() {
        writesToLive = 0;
        refusals.clear();
    }

    /** Every write that took effect, in order. */
    public synchronized List<String> written() {
        return List.copyOf(written);
    }

    /** A read is under way. */
    public void reading(String call) {
        readers.forEach(reader -> reader.accept(call));
        meddler.meddle(call, false);
        refuseIfTold(call);
    }

    private void refuseIfTold(String call) {
        refusals.stream()
                .filter(refusal -> call.startsWith(refusal.call()))
                .findFirst()
                .ifPresent(refusal -> {
                    throw new ClusterException(refusal.fault(), "refused: " + call, null);
                });
    }

    /** A write is under way. */
    public synchronized <T> T writing(String call, Supplier<T> write) {
        interruptions.keySet().stream()
                .filter(call::startsWith)
                .findFirst()
                .map(interruptions::remove)
                .ifPresent(Runnable::run);
        refuseIfTold(call);
        meddler.meddle(call, false);
        boolean dying = writesToLive > 0 && --writesToLive == 0;
        if (dying && !lastLands) {
            throw new Death(call);
        }
        T result = write.get();
        written.add(call);
        if (dying) {
            throw new Death(call);
        }
        meddler.meddle(call, true);
        return result;
    }
}
