package dev.wigwag.engine;

import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * A Rollout was written, by this process or another, and has to be shown outside: behind the answer in a long-lived process,
 * else before it.
 */
@ApplicationScoped
public class HearRollout {
    /** Of a sender's patience, what a call to a far end may need. */
    static final Duration CALL = Duration.ofSeconds(2);

    private final MirrorRollout mirrorRollout;
    private final MirrorQueue queue;
    private final Duration patience;
    private final Clock clock;

    public HearRollout(MirrorRollout mirrorRollout, MirrorQueue queue, WigwagConfig config, Clock clock) {
        this.mirrorRollout = mirrorRollout;
        this.queue = queue;
        this.patience = config.intake().patience();
        this.clock = clock;
    }

    /**
     * Has the rollout shown. What finds no slot within the sender's patience is left to the tick.
     *
     * @throws ClusterException if the ledger could not be read or written
     */
    public void hear(RolloutKey rollout) {
        if (queue.isOpen()) {
            queue.offer(rollout);
        } else {
            Duration wait = patience.compareTo(CALL) > 0 ? patience.minus(CALL) : Duration.ZERO;
            mirrorRollout.mirror(rollout, face -> true, clock.instant().plus(wait));
        }
    }
}
