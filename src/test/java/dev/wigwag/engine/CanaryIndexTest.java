package dev.wigwag.engine;

import static dev.wigwag.engine.ALiveCanary.key;
import static dev.wigwag.engine.ALiveCanary.kustomization;
import static dev.wigwag.engine.ALiveCanary.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CanaryIndexTest {
    private final CanaryIndex index = new CanaryIndex();

    @Test
    void canariesAreFoundUnderWhoTheirLabelsName() {
        index.put(key("b"), List.of(ALiveCanary.of("b", kustomization("apps"))));
        index.put(key("a"), List.of(ALiveCanary.of("a", kustomization("apps"))));
        index.put(key("c"), List.of(ALiveCanary.of("c", release("cart"))));

        assertThat(index.under(kustomization("apps")))
                .extracting(LiveCanary::key)
                .containsExactly(key("a"), key("b"));
        assertThat(index.under(release("cart"))).extracting(LiveCanary::key).containsExactly(key("c"));
        assertThat(index.under(kustomization("nobody"))).isEmpty();
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.keys()).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
    }

    @Test
    void oneWithTheLabelsOfTwoIsUnderBothAndCountsOnce() {
        index.put(key("a"), both("a"));

        assertThat(index.under(kustomization("apps"))).hasSize(1);
        assertThat(index.under(release("cart"))).hasSize(1);
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.remove(key("a"))).isEqualTo(both("a"));
        assertThat(index.under(kustomization("apps"))).isEmpty();
        assertThat(index.under(release("cart"))).isEmpty();
    }

    @Test
    void aCanaryThatMovesIsNoLongerWhereItWas() {
        List<LiveCanary> before = List.of(ALiveCanary.of("a", kustomization("apps")));
        assertThat(index.put(key("a"), before)).isEmpty();

        assertThat(index.put(key("a"), List.of(ALiveCanary.of("a", kustomization("other")))))
                .isEqualTo(before);

        assertThat(index.under(kustomization("apps"))).isEmpty();
        assertThat(index.under(kustomization("other"))).hasSize(1);
    }

    @Test
    void oneThatNobodyAppliesAnyMoreIsForgotten() {
        index.put(key("a"), both("a"));

        assertThat(index.put(key("a"), List.of())).isEqualTo(both("a"));

        assertThat(index.size()).isZero();
        assertThat(index.remove(key("a"))).isEmpty();
    }

    @Test
    void whatWasFoundDoesNotChangeAfterwards() {
        index.put(key("a"), both("a"));
        List<LiveCanary> found = index.under(kustomization("apps"));

        index.remove(key("a"));

        assertThat(found).hasSize(1);
    }

    @Test
    void afterAnyHistoryTheIndexAnswersAsAWalkOverEverythingWould() {
        Random random = new Random(4);
        Map<ObjectKey, List<LiveCanary>> model = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            String name = "c" + random.nextInt(30);
            List<LiveCanary> now = random.ints(random.nextInt(3), 0, 6)
                    .distinct()
                    .mapToObj(number -> ALiveCanary.of(name, kustomization("k" + number)))
                    .toList();
            List<LiveCanary> known = model.getOrDefault(key(name), List.of());
            if (now.isEmpty()) {
                model.remove(key(name));
                assertThat(random.nextBoolean() ? index.remove(key(name)) : index.put(key(name), now))
                        .isEqualTo(known);
            } else {
                model.put(key(name), now);
                assertThat(index.put(key(name), now)).isEqualTo(known);
            }
            assertThat(index.size()).isEqualTo(model.size());
            ObjectKey asked = kustomization("k" + random.nextInt(6));
            assertThat(index.under(asked)).containsExactlyInAnyOrderElementsOf(walk(model, asked));
        }
        IntStream.range(0, 30).forEach(number -> index.remove(key("c" + number)));
        assertThat(index.size()).isZero();
    }

    private static List<LiveCanary> walk(Map<ObjectKey, List<LiveCanary>> model, ObjectKey applier) {
        return model.values().stream()
                .flatMap(List::stream)
                .filter(canary -> canary.parent().equals(applier))
                .toList();
    }

    private static List<LiveCanary> both(String name) {
        return Stream.of(release("cart"), kustomization("apps"))
                .map(applier -> ALiveCanary.of(name, applier))
                .toList();
    }
}
