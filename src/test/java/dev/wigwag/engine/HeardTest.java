package dev.wigwag.engine;

import static dev.wigwag.engine.ALiveCanary.key;
import static dev.wigwag.engine.ALiveCanary.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeardTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Heard heard = new Heard(metrics);

    @Test
    void whatWasSaidIsGivenInTheOrderItCameUntilItIsForgotten() {
        heard.add(news("podinfo", "first"));
        heard.add(news("other", "of another"));
        heard.add(news("podinfo", "second"));

        assertThat(words(key("podinfo"))).containsExactly("first", "second");
        assertThat(words(key("podinfo"))).as("asking takes nothing away").hasSize(2);
        assertThat(words(key("nobody"))).isEmpty();
        assertThat(words(key("other"), key("podinfo"))).containsExactly("of another", "first", "second");
    }

    @Test
    void whatWasSaidAfterSomebodyLookedStays() {
        heard.add(news("podinfo", "seen"));
        List<CanaryNews> seen = heard.newsOf(List.of(key("podinfo")));
        heard.add(news("podinfo", "said meanwhile"));

        heard.forget(seen, List.of());

        assertThat(words(key("podinfo"))).containsExactly("said meanwhile");
    }

    @Test
    void ofTwoEqualMessagesOneThatWasSaidMeanwhileStays() {
        heard.add(news("podinfo", "again"));
        List<CanaryNews> seen = heard.newsOf(List.of(key("podinfo")));
        heard.add(news("podinfo", "again"));

        heard.forget(seen, List.of());
        assertThat(words(key("podinfo"))).containsExactly("again");
        heard.forget(seen, List.of());
        heard.forget(seen, List.of());

        assertThat(heard.size()).as("nothing is left behind").isZero();
    }

    @Test
    void ofOneObjectTheLastWordsAreKept() {
        IntStream.range(0, 10_000).forEach(i -> heard.add(news("podinfo", "word " + i)));

        assertThat(words(key("podinfo")))
                .hasSize(Heard.EACH)
                .startsWith("word " + (10_000 - Heard.EACH))
                .endsWith("word 9999");
        assertThat(heard.size()).isEqualTo(1);
    }

    @Test
    void beyondSoManyObjectsTheOneLongestWithoutNewsIsForgotten() {
        heard.add(news("spoken-of-often", "first"));
        for (int i = 0; i < 3 * Heard.OBJECTS; i++) {
            heard.add(news("canary-" + i, "once"));
            heard.add(news("spoken-of-often", "again"));
        }

        assertThat(heard.size()).isEqualTo(Heard.OBJECTS);
        assertThat(words(key("spoken-of-often"))).hasSize(Heard.EACH);
        assertThat(words(key("canary-0"))).isEmpty();
        assertThat(words(key("canary-" + (3 * Heard.OBJECTS - 1)))).containsExactly("once");
    }

    @Test
    void whatKustomizationsChangedIsKeptByWhoChangedIt() {
        ChangeSet a = changes("apps", 'a');
        ChangeSet b = changes("apps", 'b');
        heard.add(a);
        heard.add(b);
        heard.add(changes("infra", 'a'));

        assertThat(heard.changesBy(List.of(kustomization("apps")))).containsExactly(a, b);
        heard.forget(List.of(), List.of(a));

        assertThat(heard.changesBy(List.of(kustomization("apps")))).containsExactly(b);
        assertThat(metrics.get("wigwag.heard").gauge().value()).isEqualTo(2);
    }

    private List<String> words(ObjectKey... canaries) {
        return heard.newsOf(List.of(canaries)).stream().map(CanaryNews::words).toList();
    }

    private static CanaryNews news(String canary, String words) {
        return new CanaryNews(key(canary), What.CheckFailed, words, null, null, APush.NOON);
    }

    private static ChangeSet changes(String by, char commit) {
        return new ChangeSet(
                kustomization(by),
                Revision.ofCommit("main", APush.sha(commit)),
                Set.of(new ObjectKey("Deployment", "test", "podinfo")));
    }
}
