package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.FarEnd.Turn;
import dev.wigwag.rollout.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes on one ledger, and their deaths: every picture is shown, and no message is there twice. */
class TwoMirrorsTest {
    private final Logger trouble = Logger.getLogger(OutletTrouble.class.getName());

    /** A hundred thousand lines of traces, all of them ordered. */
    @BeforeEach
    void quietly() {
        trouble.setLevel(Level.OFF);
    }

    @AfterEach
    void loudly() {
        trouble.setLevel(null);
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 300);
    }

    @Test
    void whereverTheOtherComesInBetweenNothingIsPostedTwice() {
        int interrupted = 0;
        for (int call = 1; call <= 12; call++) {
            Outside outside = new Outside("ops", "dev");
            outside.is(Phase.Progressing, "1/5 ready");
            MirrorRollout one = outside.process();
            MirrorRollout other = outside.process();
            int[] left = {call};
            outside.mishaps.meddle((what, landed) -> {
                if (--left[0] == 0) {
                    outside.mirror(other);
                }
            });

            outside.mirror(one);

            interrupted += left[0] <= 0 ? 1 : 0;
            assertThat(outside.far.calls()).as("at call %s", call).containsExactlyInAnyOrder("post ops", "post dev");
            assertThat(outside.stored().status().outlets()).allSatisfy(entry -> {
                assertThat(entry.digest()).isEqualTo("digest of Progressing 1/5 ready");
                assertThat(entry.claim()).isNull();
            });
        }
        assertThat(interrupted).isGreaterThan(8);
    }

    @Test
    void whileOneSendsTheOtherDoesNot() {
        Outside outside = new Outside("ops");
        outside.is(Phase.Progressing, "1/5 ready");
        MirrorRollout other = outside.process();
        List<Boolean> left = new ArrayList<>();
        outside.far.onCall(call -> left.add(outside.mirror(other)));

        outside.mirror(outside.process());

        assertThat(outside.far.calls()).containsExactly("post ops");
        assertThat(left).containsExactly(true);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterAnyFaultsAndDeathsEveryChannelShowsTheEndOnce(int seed) {
        Random random = new Random(seed);
        Outside outside = new Outside("ops", "dev", "all");
        MirrorRollout[] processes = {outside.process(), outside.process()};
        boolean[] ended = {false};
        outside.far.fate(() -> turn(random, ended[0]));
        outside.is(Phase.Pending, "waiting");
        for (int step = 1; step <= 40; step++) {
            if (step == 25) {
                ended[0] = true;
                outside.is(Phase.Succeeded, "5/5 ready");
            } else if (!ended[0] && random.nextInt(3) == 0) {
                outside.is(Phase.Progressing, step + "/99 ready");
            }
            if (random.nextInt(6) == 0) {
                outside.mishaps.dieAtWrite(1 + random.nextInt(4), random.nextBoolean());
            }
            int who = random.nextInt(2);
            try {
                outside.mirror(processes[who]);
            } catch (Mishaps.Death death) {
                processes[who] = outside.process();
            }
            outside.mishaps.recover();
            outside.clock.pass(Duration.ofSeconds(random.nextInt(100)));
            assertThat(outside.far.posts()).extracting(FarEnd.Post::channel).doesNotHaveDuplicates();
        }

        outside.far.fate(() -> Turn.WELL);
        for (int turn = 0; turn < 3; turn++) {
            outside.clock.pass(Duration.ofMinutes(6));
            outside.mirror(processes[turn % 2]);
        }

        assertThat(outside.far.posts()).extracting(FarEnd.Post::channel).containsExactlyInAnyOrder("ops", "dev", "all");
        assertThat(outside.far.pictures()).containsOnly("Succeeded 5/5 ready");
        assertThat(outside.stored().status().outlets()).hasSize(3).allSatisfy(entry -> {
            assertThat(entry.claim()).isNull();
            assertThat(entry.error()).isNull();
        });
    }

    /** Half of the calls go well. What is refused waits for another picture, of which there is none behind the end. */
    private static Turn turn(Random random, boolean ended) {
        Turn turn = random.nextBoolean() ? Turn.WELL : Turn.values()[random.nextInt(Turn.values().length)];
        return ended && turn == Turn.REFUSED ? Turn.WELL : turn;
    }
}
