package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.FarEnd.Turn;
import dev.wigwag.kube.LeasedTurns;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes on one API server, a far end of which every fifth call fails and every twentieth answers too late, and a process
 * that is killed while it sends: no message is there twice, and every one shows the end.
 */
@Timeout(120)
class OutletStormTest {
    private static final String ROLLOUTS = "abcd";

    private final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    private final FarEnd far = new FarEnd(clock, "ops", "dev", "all");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingIsThereTwiceAndEveryEndIsRight(long seed) {
        Random random = new Random(seed);
        try (TestCluster cluster = new TestCluster()) {
            MirrorRollout[] processes = {process(cluster, random), process(cluster, random)};
            int[] callsToLive = {1 + random.nextInt(12)};
            far.fate(() -> --callsToLive[0] == 0 ? Turn.DONE_DYING : fate(random));
            for (int step = 0; step < 60; step++) {
                for (char commit : ROLLOUTS.toCharArray()) {
                    write(cluster, commit, step < 40 ? Phase.Progressing : end(commit), "step " + Math.min(step, 40));
                }
                turn(cluster, processes, random);
                clock.pass(Duration.ofMillis(500 + random.nextInt(5_000)));
                assertNothingTwice();
            }

            far.fate(() -> Turn.WELL);
            for (int round = 0; round < 30; round++) {
                clock.pass(Duration.ofSeconds(30));
                turn(cluster, processes, random);
            }

            assertNothingTwice();
            assertThat(callsToLive[0]).as("somebody was killed").isNotPositive();
            assertThat(far.posts())
                    .hasSize(ROLLOUTS.length() * 3)
                    .allSatisfy(post -> assertThat(post.picture())
                            .isEqualTo(end(post.key().charAt(post.key().length() - 3)) + " step 40"));
            cluster.ledger().forEach(rollout -> {
                assertThat(rollout.status().conditions()).isEmpty();
                assertThat(rollout.status().outlets()).hasSize(3).allSatisfy(outlet -> {
                    assertThat(outlet.claim()).isNull();
                    assertThat(outlet.error()).isNull();
                });
            });
        }
    }

    private MirrorRollout process(TestCluster cluster, Random random) {
        return new MirrorRollout(
                cluster.ledger(),
                List.of(far),
                new OutletPace(clock, random::nextDouble),
                new OutletSlots(new LeasedTurns(cluster.client()), clock, metrics),
                clock,
                clock::pass,
                TestConfig.watching(true),
                metrics);
    }

    /** Each rollout is looked at by either process; who is killed is followed by another. */
    private void turn(TestCluster cluster, MirrorRollout[] processes, Random random) {
        for (char commit : ROLLOUTS.toCharArray()) {
            int who = random.nextInt(2);
            try {
                processes[who].mirror(Outside.key(commit), face -> true, clock.instant());
            } catch (Mishaps.Death death) {
                processes[who] = process(cluster, random);
            }
        }
    }

    private static Turn fate(Random random) {
        int dice = random.nextInt(100);
        Turn failure = random.nextBoolean() ? Turn.DOWN : Turn.LIMITED;
        return dice < 20 ? failure : dice < 25 ? Turn.DONE_UNCLEAR : Turn.WELL;
    }

    private void assertNothingTwice() {
        assertThat(far.posts())
                .extracting(post -> post.channel() + " " + post.key())
                .doesNotHaveDuplicates();
    }

    private static Phase end(char commit) {
        return commit == 'b' ? Phase.Failed : Phase.Succeeded;
    }

    private static void write(TestCluster cluster, char commit, Phase phase, String summary) {
        Rollout stored = cluster.ledger()
                .find(Outside.key(commit))
                .orElseGet(() -> cluster.ledger().create(Outside.rollout(commit, Phase.Pending, "waiting", List.of())));
        RolloutStatus was = stored.status();
        Condition[] conditions =
                was == null ? new Condition[0] : was.conditions().toArray(Condition[]::new);
        List<Outlet> outlets = was == null ? List.of() : was.outlets();
        cluster.ledger()
                .replaceStatus(stored.withStatus(Outside.rollout(commit, phase, summary, outlets, conditions)
                        .status()));
    }
}
