package dev.wigwag.github;

import dev.wigwag.engine.AMirroringProcess;
import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mirror;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A ledger whose rollouts are mirrored to a GitHub, by a process that can be replaced by another. */
final class AnOutside {
    final MemoryLedger ledger = new MemoryLedger(new Mishaps());
    private final AGitHub github;
    private final Supplier<Mirror> mirror;
    private AMirroringProcess process;

    AnOutside(AGitHub github, Supplier<Mirror> mirror) {
        this.github = github;
        this.mirror = mirror;
        restart();
    }

    /** Another process takes over, which knows nothing but the ledger. */
    void restart() {
        process = process();
    }

    AMirroringProcess process() {
        return new AMirroringProcess(ledger, List.of(mirror.get()), github.clock);
    }

    /** The rollout is so now; what was shown of it, as long as it is the same attempt, stays known. */
    void put(Rollout rollout) {
        Rollout stored = ledger.find(rollout.key())
                .map(before -> ledger.replaceSpec(before.withSpec(rollout.spec())))
                .orElseGet(() -> ledger.create(rollout));
        boolean same = stored.status() != null && stored.attempt() == rollout.attempt();
        ledger.replaceStatus(
                stored.withStatus(with(rollout.status(), same ? stored.status().outlets() : List.of())));
    }

    private static RolloutStatus with(RolloutStatus status, List<Outlet> outlets) {
        return new RolloutStatus(
                status.attempt(),
                status.request(),
                status.revision(),
                status.phase(),
                status.summary(),
                status.counts(),
                status.stages(),
                status.approvals(),
                outlets,
                status.conditions());
    }

    /** The rollout gets into this state and is shown as it is. */
    void becomes(char commit, Phase phase, String summary) {
        put(ATextRollout.of(commit, phase, summary));
        show(commit);
    }

    /** Every write to the ledger is a reason to look again, until there is nothing to do. */
    void show(char commit) {
        show(stored(commit).key());
    }

    void show(RolloutKey key) {
        for (int turn = 0; turn < 200; turn++) {
            String before = ledger.find(key).orElseThrow().version();
            boolean left = process.mirror(key);
            if (!left && before.equals(ledger.find(key).orElseThrow().version())) {
                return;
            }
            github.clock.pass(Duration.ofSeconds(2));
        }
        throw new AssertionError("There is always something left to show of " + key);
    }

    /** Once, whatever comes of it. */
    boolean showOnce(char commit) {
        return process.mirror(stored(commit).key());
    }

    Rollout stored(char commit) {
        return ledger.find(ATextRollout.of(commit, Phase.Pending, "").key()).orElseThrow();
    }

    Outlet entry(char commit, String kind) {
        return stored(commit).status().outlets().stream()
                .filter(outlet -> outlet.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
