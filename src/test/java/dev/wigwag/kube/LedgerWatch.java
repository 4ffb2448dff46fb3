package dev.wigwag.kube;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.ChangesQueue;
import dev.wigwag.engine.MirrorQueue;
import dev.wigwag.engine.WigwagConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;

/** The watch on the ledger that a long-lived process has; nobody shows what it tells of. */
public final class LedgerWatch {
    private LedgerWatch() {}

    /** Adds it. */
    public static void follow(KindWatches watches) {
        WigwagConfig idle = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "false"));
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        new WatchedRollouts(
                watches,
                new MirrorQueue(null, idle, Clock.systemUTC(), metrics),
                new ChangesQueue(null, null, idle, Clock.systemUTC(), metrics));
    }
}
