package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.GlobSet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the routes and annotations: every stage that is not muted is seen in one channel, and in none it may not be. */
class SlackRoutesPropertyTest {
    private static final List<String> NAMESPACES = List.of("flux-system", "team-a", "team-a-x", "team-b", "shop");
    private static final List<String> GLOBS = List.of("flux-system", "team-a", "team-a*", "team-*", "shop", "*");
    private static final List<String> CHANNELS = List.of("C0", "C1", "C2", "C3", "C4");

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    /** What the platform says, in the test's own words. */
    private record Platform(List<List<String>> globs, List<List<String>> channels, String everything) {
        static Platform random(Random random) {
            List<List<String>> globs = new ArrayList<>();
            List<List<String>> channels = new ArrayList<>();
            for (int entries = random.nextInt(4); entries > 0; entries--) {
                globs.add(some(random, GLOBS, 1 + random.nextInt(2)));
                channels.add(some(random, CHANNELS, 1 + random.nextInt(3)));
            }
            return new Platform(globs, channels, random.nextInt(5) == 0 ? null : "C0");
        }

        SlackRoutes routes() {
            List<String> entries = IntStream.range(0, globs.size())
                    .mapToObj(i -> String.join("|", globs.get(i)) + " => " + String.join("|", channels.get(i)))
                    .toList();
            return SlackRoutes.of(entries, Optional.ofNullable(everything));
        }

        List<String> allowed(String namespace) {
            List<String> allowed = new ArrayList<>();
            for (int i = 0; i < globs.size() && allowed.isEmpty(); i++) {
                if (GlobSet.of(globs.get(i)).matches(namespace)) {
                    allowed.addAll(channels.get(i));
                }
            }
            if (everything != null) {
                allowed.add(everything);
            }
            return allowed;
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyStageThatIsNotMutedIsSeenOnceWhereItMayBe(int seed) {
        Random random = new Random(seed);
        Platform platform = Platform.random(random);
        Rollout rollout = rollout(random);
        List<ChannelView> views = platform.routes().views(rollout);

        Map<Stage, String> seen = new HashMap<>();
        Set<String> channels = new HashSet<>();
        for (ChannelView view : views) {
            assertThat(channels.add(view.channel())).as("one view a channel").isTrue();
            assertThat(view.rollout().status().stages()).isNotEmpty();
            view.rollout()
                    .status()
                    .stages()
                    .forEach(stage -> assertThat(seen.put(stage, view.channel()))
                            .as("seen before: " + stage)
                            .isNull());
        }
        List<String> ofSource = platform.allowed("flux-system");
        for (Stage stage : rollout.status().stages()) {
            List<String> own = platform.allowed(stage.namespace());
            if (isMuted(stage.showing(), rollout.status().showing()) || own.isEmpty() && ofSource.isEmpty()) {
                assertThat(seen).doesNotContainKey(stage);
            } else if (!ofSource.isEmpty()) {
                // What is the source's is the source's to say; what is the stage's own stays within its namespace's.
                assertThat(seen).containsKey(stage);
                assertThat(Set.of(seen.get(stage))).isSubsetOf(union(own, ofSource));
                String asked = first(stage.showing(), own);
                if (asked != null) {
                    assertThat(seen.get(stage)).isEqualTo(asked);
                }
            } else {
                assertThat(seen.getOrDefault(stage, own.get(0))).isIn(own);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsSeenAddsUpToTheWhole(int seed) {
        Random random = new Random(seed);
        Platform platform = Platform.random(random);
        Rollout rollout = rollout(random);
        boolean everything = platform.everything() != null
                && rollout.status().stages().stream()
                        .noneMatch(stage ->
                                isMuted(stage.showing(), rollout.status().showing()));

        Map<String, Integer> sum = new HashMap<>();
        for (ChannelView view : platform.routes().views(rollout)) {
            view.rollout().status().counts().forEach((phase, count) -> sum.merge(phase, count, Integer::sum));
            boolean failed = view.rollout().status().counts().containsKey("Failed");
            assertThat(view.rollout().phase() == Phase.Failed).isEqualTo(failed);
        }

        rollout.status()
                .counts()
                .forEach((phase, count) ->
                        assertThat(sum.getOrDefault(phase, 0)).isBetween(everything ? count : 0, count));
    }

    private static Rollout rollout(Random random) {
        Routed routed = new Routed().asking(showing(random));
        boolean failed = false;
        for (int stage = random.nextInt(12); stage > 0; stage--) {
            StagePhase phase = random.nextInt(4) == 0 ? StagePhase.Failed : StagePhase.Progressing;
            failed |= phase == StagePhase.Failed;
            routed.with(NAMESPACES.get(random.nextInt(NAMESPACES.size())), "stage-" + stage, phase, showing(random));
        }
        return routed.in(failed ? Phase.Failed : Phase.Progressing).rollout();
    }

    private static Showing showing(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new Showing(null, random.nextInt(3) > 0 ? null : random.nextBoolean(), null);
            default -> new Showing(some(random, CHANNELS, 1 + random.nextInt(2)), null, null);
        };
    }

    private static List<String> some(Random random, List<String> from, int count) {
        return random.ints(count, 0, from.size()).distinct().mapToObj(from::get).toList();
    }

    private static boolean isMuted(Showing own, Showing source) {
        if (own != null && own.mute() != null) {
            return own.mute();
        }
        return source != null && Boolean.TRUE.equals(source.mute());
    }

    private static String first(Showing asked, List<String> allowed) {
        return asked == null
                ? null
                : asked.channels().stream()
                        .filter(allowed::contains)
                        .findFirst()
                        .orElse(null);
    }

    private static Set<String> union(List<String> one, List<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }
}
