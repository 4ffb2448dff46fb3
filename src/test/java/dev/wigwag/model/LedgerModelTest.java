package dev.wigwag.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happened in a cluster, and however much of it was never heard of: one tick later the ledger is what a plain
 * reading of the live objects says.
 *
 * <p>{@code -Dwigwag.model.seed=<seed>} tells one history again; with {@code -Dwigwag.model.histories=<number>} as many are
 * lived from that seed on.
 */
@Timeout(600)
class LedgerModelTest {
    private static final int STEPS = 90;

    @Test
    void oneTickAfterAnyHistoryTheLedgerEqualsTheLiveObjects() {
        Long seed = Long.getLong("wigwag.model.seed");
        long first = seed == null ? 1 : seed;
        long histories = Long.getLong("wigwag.model.histories", seed == null ? 1_000 : 1);
        List<String> wrong = wrongAmong(first, first + histories - 1);

        assertThat(wrong)
                .as("histories whose ledger is wrong; -Dwigwag.model.seed=<seed> tells one again")
                .isEmpty();
    }

    /** Beyond those of every build; what they are about is told by fold tests, as the lots may fall otherwise one day. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                1266, 3775, 4080, 9873, 12467, 12853, 13477, 15830, 17476, 17855, 19750, 20822, 21755, 23713, 29935,
                38978, 39670, 44425, 46243, 49709, 52091, 54737, 58181
            })
    void aHistoryThatOnceEndedWithAWrongLedgerDoesSoNoMore(long seed) {
        assertThat(wrongAmong(seed, seed)).isEmpty();
    }

    /** A line for each seed whose history ends with a wrong ledger; with one seed only, the history is told behind it. */
    static List<String> wrongAmong(long first, long last) {
        List<String> wrong = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            RandomHistory history = new RandomHistory(seed);
            history.live(STEPS);
            List<String> complaints = complaints(history);
            if (!complaints.isEmpty()) {
                wrong.add("seed " + seed + ": " + complaints);
                wrong.addAll(first == last ? history.told : List.of());
            }
        }
        return wrong;
    }

    private static List<String> afterPatience(RandomHistory history) {
        history.clock.pass(Duration.ofMinutes(2));
        history.tick();
        List<String> complaints =
                new ArrayList<>(ReferenceReading.complaints(history.cluster, history.ledger.rollouts()));
        complaints.addAll(ReferenceRuns.ofWaits(history.cluster, history.ledger.rollouts()));
        List<String> last = history.tick();
        if (!last.isEmpty()) {
            complaints.add("a tick after the waits are over writes " + last);
        }
        history.flaggerRewrites();
        List<String> rewritten = history.tick();
        if (!rewritten.isEmpty()) {
            complaints.add("a tick after Flagger has written the same again writes " + rewritten);
        }
        return complaints;
    }

    private static List<String> complaints(RandomHistory history) {
        List<String> complaints = new ArrayList<>(history.cluster.order.complaints);
        complaints.addAll(FoldPurity.complaints(
                history.cluster,
                history.ledger.rollouts(),
                history.said(),
                history.changes(),
                history.clock.instant()));
        history.tick();
        complaints.addAll(ReferenceReading.complaints(history.cluster, history.ledger.rollouts()));
        for (Rollout rollout : history.ledger.rollouts()) {
            int pushes = history.takenUp.getOrDefault(rollout.key(), Set.of()).size();
            if (rollout.attempt() < pushes) {
                complaints.add(
                        rollout.key().name() + " took up " + pushes + " pushes and is at attempt " + rollout.attempt());
            }
        }
        List<String> second = history.tick();
        if (!second.isEmpty()) {
            complaints.add("a second tick writes " + second);
        }
        history.tickElsewhere();
        complaints.addAll(ReferenceReading.complaints(history.cluster, history.ledger.rollouts()));
        complaints.addAll(afterPatience(history));
        complaints.addAll(history.cluster.runs.complaints);
        return complaints;
    }
}
