package dev.wigwag.engine;

import static dev.wigwag.engine.ALiveCanary.key;
import static dev.wigwag.engine.ALiveCanary.kustomization;
import static dev.wigwag.engine.ALiveCanary.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanarySightTest {
    private static final ObjectKey FLEET = new ObjectKey("GitRepository", "flux-system", "fleet");

    private final CanaryIndex index = new CanaryIndex();
    private final List<ObjectKey> looked = new ArrayList<>();
    private final Heard heard = new Heard(new SimpleMeterRegistry());
    private final CanarySight sight = new CanarySight(
            new Canaries() {
                @Override
                public CanaryIndex all() {
                    return index;
                }

                @Override
                public List<LiveCanary> find(ObjectKey canary) {
                    throw new UnsupportedOperationException("a look needs them all");
                }

                @Override
                public CanaryDetails details(LiveCanary canary) {
                    looked.add(canary.key());
                    return new CanaryDetails("t2", "t1", Map.of(), null, null, null);
                }
            },
            heard);

    @Test
    void aViewHoldsTheCanariesOfItsMembersAlone() {
        put("podinfo", kustomization("apps"));
        put("cart", release("cart"));
        put("foreign", kustomization("other"));

        assertThat(keys(sight.with(view(member(kustomization("apps")), member(release("cart"))))))
                .containsExactly(key("cart"), key("podinfo"));
        assertThat(keys(sight.with(view()))).isEmpty();
    }

    @Test
    void aCopiedLabelMakesNoCanaryAMembers() {
        put("podinfo", kustomization("apps"));
        put("copied", kustomization("apps"));

        assertThat(keys(sight.with(view(member(kustomization("apps"), "podinfo")))))
                .containsExactly(key("podinfo"));
        assertThat(keys(sight.with(view(member(kustomization("apps"), new String[0])))))
                .isEmpty();
    }

    @Test
    void ofTwoThatItsLabelsNameTheOneThatListsItIsRight() {
        put("podinfo", release("cart"), kustomization("apps"));
        LiveMember apps = member(kustomization("apps"), "podinfo");

        assertThat(parents(sight.with(view(apps)))).containsExactly(kustomization("apps"));
        assertThat(parents(sight.with(view(apps, member(release("cart"))))))
                .as("the release, of an old helm-controller, says nothing")
                .containsExactly(kustomization("apps"));
        assertThat(parents(sight.with(view(apps, member(release("cart"), new String[0])))))
                .containsExactly(kustomization("apps"));
        assertThat(parents(sight.with(view(member(kustomization("apps"), "x"), member(release("cart"), "podinfo")))))
                .containsExactly(release("cart"));
    }

    @Test
    void whereNobodyListsItTheReleaseIsNearer() {
        put("podinfo", release("cart"), kustomization("apps"));

        assertThat(parents(sight.with(view(member(kustomization("apps")), member(release("cart"))))))
                .containsExactly(release("cart"));
    }

    @Test
    void detailsAreReadOnlyOfThoseThatSomebodyNeedsToKnowThemOf() {
        put("idle", kustomization("apps"));
        index.put(key("running"), List.of(ALiveCanary.in(FlaggerPhase.Progressing, "running", kustomization("apps"))));
        index.put(key("first"), List.of(ALiveCanary.in(FlaggerPhase.Initializing, "first", kustomization("apps"))));

        LiveView whole = sight.whole(List.of(), sight.with(view(member(kustomization("apps")))));

        assertThat(looked).contains(key("running")).doesNotContain(key("first"));
        assertThat(whole.canaries())
                .filteredOn(canary -> canary.details().isPresent())
                .extracting(LiveCanary::key)
                .containsExactlyElementsOf(looked.stream().sorted().toList());
    }

    @Test
    void aFurtherQuestionIsAskedOfTheClusterOnceOnly() {
        put("podinfo", kustomization("apps"));
        LiveView seen = sight.with(view(member(kustomization("apps"))));

        LiveView answered = sight.further(List.of(), seen);
        assertThat(looked).containsExactly(key("podinfo"));
        assertThat(answered.canaries()).allMatch(canary -> canary.details().isPresent());

        assertThat(sight.further(List.of(), answered)).isSameAs(answered);
        assertThat(looked).hasSize(1);
    }

    @Test
    void whatWasSaidOfThisViewsObjectsIsInItAndForgottenOnceUsed() {
        put("podinfo", kustomization("apps"));
        CanaryNews news = new CanaryNews(key("podinfo"), What.CheckFailed, "x 1 < 2", null, null, APush.NOON);
        CanaryNews foreign = new CanaryNews(key("foreign"), What.CheckFailed, "x 1 < 2", null, null, APush.NOON);
        ChangeSet changes = new ChangeSet(
                kustomization("apps"),
                Revision.ofCommit("main", APush.sha('a')),
                Set.of(new ObjectKey("Deployment", "test", "podinfo")));
        heard.add(news);
        heard.add(foreign);
        heard.add(changes);

        LiveView whole = sight.whole(List.of(), sight.with(view(member(kustomization("apps")))));
        assertThat(whole.news()).containsExactly(news);
        assertThat(whole.changes()).containsExactly(changes);
        sight.used(whole);

        LiveView next = sight.whole(List.of(), sight.with(view(member(kustomization("apps")))));
        assertThat(next.news()).isEmpty();
        assertThat(next.changes()).isEmpty();
        assertThat(heard.size()).as("of the other view's").isEqualTo(1);
    }

    private void put(String name, ObjectKey... appliers) {
        index.put(
                key(name),
                List.of(appliers).stream()
                        .map(applier -> ALiveCanary.of(name, applier))
                        .toList());
    }

    private static List<ObjectKey> keys(LiveView view) {
        return view.canaries().stream().map(LiveCanary::key).toList();
    }

    private static List<ObjectKey> parents(LiveView view) {
        return view.canaries().stream().map(LiveCanary::parent).toList();
    }

    private static LiveView view(LiveMember... members) {
        return new LiveView(LiveSource.gone(FLEET), List.of(members));
    }

    /** One that gives no account. */
    private static LiveMember member(ObjectKey key) {
        return member(key, Optional.empty());
    }

    private static LiveMember member(ObjectKey key, String... canaries) {
        return member(
                key,
                Optional.of(Set.copyOf(
                        List.of(canaries).stream().map(ALiveCanary::key).toList())));
    }

    private static LiveMember member(ObjectKey key, Optional<Set<ObjectKey>> canaries) {
        return new LiveMember(
                key,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Ready.ABSENT,
                false,
                true,
                null,
                List.of(),
                canaries);
    }
}
