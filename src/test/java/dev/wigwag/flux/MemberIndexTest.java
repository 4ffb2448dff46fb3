package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MemberIndexTest {
    private final MemberIndex index = new MemberIndex();

    @Test
    void aReleaseThatComesBeforeItsKustomizationIsFoundWithIt() {
        ObjectKey source = new ObjectKey("GitRepository", "a", "s1");
        index.put(release(1, kustomization(1)));
        assertThat(index.membersOf(source)).isEmpty();

        index.put(fed(1, source));

        assertThat(index.membersOf(source)).hasSize(2);
        assertThat(index.viewsWith(release(1, kustomization(1)))).containsExactly(source);
    }

    @Test
    void aReleaseWhoseChartIsOfASourceIsNotThereforeInItsView() {
        ObjectKey source = new ObjectKey("GitRepository", "a", "s1");
        Member release = new Member(release(1, kustomization(1)).live(), Optional.of(source), Inventory.OPEN);
        index.put(release);

        assertThat(index.membersOf(source)).isEmpty();
        assertThat(index.viewsWith(release)).isEmpty();
        assertThat(index.fedBy(source)).containsExactly(release.key());
    }

    @Test
    void aReleaseThatItsKustomizationDoesNotListIsOfNoView() {
        ObjectKey source = new ObjectKey("GitRepository", "a", "s1");
        Member kustomization = fed(1, source);
        index.put(new Member(
                kustomization.live(),
                kustomization.feed(),
                new Inventory(false, Set.of(release(1, kustomization(1)).key()))));
        index.put(release(1, kustomization(1)));
        index.put(release(2, kustomization(1)));

        assertThat(index.membersOf(source))
                .extracting(LiveMember::key)
                .containsExactly(kustomization(1), release(1, kustomization(1)).key());
        assertThat(index.viewsWith(release(1, kustomization(1)))).containsExactly(source);
        assertThat(index.viewsWith(release(2, kustomization(1)))).isEmpty();
    }

    @Test
    void afterAnyHistoryTheIndexAnswersAsAWalkOverEverythingWould() {
        Random random = new Random(41);
        Map<ObjectKey, Member> model = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            Member member = random.nextBoolean()
                    ? fed(random.nextInt(20), source(random.nextInt(6)))
                    : release(random.nextInt(20), kustomization(random.nextInt(20)));
            if (random.nextInt(3) == 0) {
                assertThat(index.remove(member.key())).isEqualTo(Optional.ofNullable(model.remove(member.key())));
            } else {
                assertThat(index.put(member)).isEqualTo(Optional.ofNullable(model.put(member.key(), member)));
            }
            ObjectKey asked = source(random.nextInt(6));
            assertThat(index.membersOf(asked).stream().map(LiveMember::key).toList())
                    .containsExactlyInAnyOrderElementsOf(walk(model, asked));
            assertThat(index.size()).isEqualTo(model.size());
        }
    }

    private static List<ObjectKey> walk(Map<ObjectKey, Member> model, ObjectKey source) {
        Set<ObjectKey> roots = model.values().stream()
                .filter(member -> member.feed().equals(Optional.of(source)))
                .map(Member::key)
                .collect(Collectors.toCollection(TreeSet::new));
        List<ObjectKey> found = new ArrayList<>(roots);
        model.values().stream()
                .filter(member -> member.key().kind().equals("HelmRelease"))
                .filter(member -> member.live().parent().filter(roots::contains).isPresent())
                .map(Member::key)
                .forEach(found::add);
        return found;
    }

    private static ObjectKey source(int number) {
        return new ObjectKey("GitRepository", "a", "s" + number);
    }

    private static ObjectKey kustomization(int number) {
        return new ObjectKey("Kustomization", "a", "k" + number);
    }

    private static Member fed(int number, ObjectKey source) {
        return member(kustomization(number), Optional.empty(), Optional.of(source));
    }

    private static Member release(int number, ObjectKey parent) {
        return member(new ObjectKey("HelmRelease", "a", "h" + number), Optional.of(parent), Optional.empty());
    }

    private static Member member(ObjectKey key, Optional<ObjectKey> parent, Optional<ObjectKey> feed) {
        LiveMember live = new LiveMember(
                key,
                parent,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Ready.ABSENT,
                false,
                true,
                null,
                List.of());
        return new Member(live, feed, Inventory.OPEN);
    }
}
