package dev.wigwag.engine;

import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;

/** A process that shows rollouts outside, for tests of what it shows them at; it never waits. */
public final class AMirroringProcess {
    private final MirrorRollout mirrorRollout;
    private final Clock clock;

    public AMirroringProcess(MemoryLedger ledger, List<Mirror> mirrors, Clock clock) {
        this.clock = clock;
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        this.mirrorRollout = new MirrorRollout(
                ledger,
                mirrors,
                new OutletPace(clock),
                new OutletSlots(new OwnTurns(), clock, metrics),
                clock,
                time -> {},
                TestConfig.watching(true),
                metrics);
    }

    /** Shows what may be shown right now; whether something is left. */
    public boolean mirror(RolloutKey rollout) {
        return mirrorRollout.mirror(rollout, face -> true, clock.instant()).isPresent();
    }
}
