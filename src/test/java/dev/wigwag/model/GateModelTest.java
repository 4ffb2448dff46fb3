package dev.wigwag.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever happens in a cluster, whatever people decide meanwhile and however far the ledger lags behind: a gate opens only for a
 * run on which somebody has decided exactly that, and what is approved does not stay held.
 *
 * <p>{@code -Dwigwag.model.seed=<seed>} tells one history again; with {@code -Dwigwag.gates.histories=<number>} as many are lived
 * from that seed on.
 */
@Timeout(600)
class GateModelTest {
    private static final int STEPS = 90;

    private final Logger audit = Logger.getLogger("wigwag.audit");

    /** Ten thousand lines would be all that there is to see. */
    @BeforeEach
    void quietly() {
        audit.setLevel(Level.WARNING);
    }

    @AfterEach
    void loudly() {
        audit.setLevel(null);
    }

    @Test
    void aGateOpensOnlyForTheRunThatAPersonHasDecidedOnAndForThatItOpens() {
        Long seed = Long.getLong("wigwag.model.seed");
        long first = seed == null ? 1 : seed;
        long histories = Long.getLong("wigwag.gates.histories", seed == null ? 500 : 1);
        List<String> wrong = new ArrayList<>();
        long opened = 0;
        for (long one = first; one < first + histories; one++) {
            RandomHistory history = new RandomHistory(one, true);
            history.live(STEPS);
            history.clock.pass(Duration.ofMinutes(2));
            history.tick();
            List<String> complaints = new ArrayList<>(history.people().stuck());
            complaints.addAll(history.people().complaints);
            opened += history.people().opened;
            if (!complaints.isEmpty()) {
                wrong.add("seed " + one + ": " + complaints);
                wrong.addAll(histories == 1 ? history.told : List.of());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(opened).as("gates that opened").isGreaterThan(histories / 2);
    }
}
