package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.wigwag.rollout.Changes.OfCanary;
import dev.wigwag.rollout.Changes.Told;
import dev.wigwag.rollout.Changes.Way;
import dev.wigwag.rollout.Impact.Touched;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How what a rollout brings, and whom that concerns, reads in a line, and what is kept of it. */
class ChangesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new JavaTimeModule());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "forward, 3, true, 2, 3 commits by 2 people",
                "forward, 3, true, 1, 3 commits by 1 person",
                "forward, 3, true, -, 3 commits",
                "forward, 3, true, 0, 3 commits",
                "forward, 1, true, 1, 1 commit",
                "forward, 0, true, 0, ''",
                "forward, -, -, -, ''",
                "-, 2, -, 2, 2 commits by 2 people",
                "nowhere, 0, true, 0, ''",
                "forward, 1000, false, 12, at least 1000 commits by 12 people",
                "back, 3, true, 2, goes back 3 commits",
                "back, 1, true, 1, goes back 1 commit",
                "back, -, -, -, goes back",
                "back, 7, false, 2, goes back at least 7 commits",
                "aside, 3, true, 2, '3 commits by 2 people, history was rewritten'",
                "aside, 0, true, 0, history was rewritten"
            })
    void whatLiesInBetweenReadsAsPeopleSayIt(Way way, Integer count, Boolean whole, Integer people, String words) {
        assertThat(new Changes(null, Told.git, way, count, whole, people, null, null, null).words())
                .isEqualTo(words);
    }

    @Test
    void aRevisionIsNamedInItsShortForm() {
        String revision = "main@sha1:" + APush.sha('b');

        assertThat(new Changes(null, null, null, 1, true, 1, null, new Changes.Earlier(revision, null), null)
                        .sameAsWords())
                .isEqualTo("back to the tree of main@bbbbbbb");
        assertThat(new Changes(null, null, null, 1, true, 1, null, null, null).sameAsWords())
                .isEmpty();
        assertThat(new OfCanary("test/podinfo", revision, 5).words()).isEqualTo("gets 5 commits since main@bbbbbbb");
        assertThat(new OfCanary("test/podinfo", revision, 1).words()).isEqualTo("gets 1 commit since main@bbbbbbb");
        assertThat(new OfCanary("test/podinfo", null, 1).words()).isEmpty();
        assertThat(new OfCanary("test/podinfo", revision, null).words()).isEmpty();
    }

    @Test
    void whomItConcernsIsToldByNameAndWithTheNamespaceWhereThatIsAnother() {
        Impact impact =
                new Impact(APush.sha('9'), 65, List.of(touched("infra", "linkerd"), touched("flux", "podinfo")), null);

        assertThat(impact.words()).isEqualTo("touches 2 of 65");
        assertThat(impact.words("flux", 5)).isEqualTo("touches 2 of 65: infra/linkerd, podinfo");
        assertThat(impact.words("flux", 1)).isEqualTo("touches 2 of 65: infra/linkerd and 1 more");
        assertThat(new Impact(APush.sha('9'), 65, List.of(), null).words("flux", 5))
                .isEqualTo("touches none of 65");
        assertThat(new Impact(null, null, List.of(touched("flux", "a")), 2).words("flux", 5))
                .isEqualTo("touches 3: a and 2 more");
    }

    @Test
    void thoseWhoLookAfterSomeStagesAreToldWhichOfThemItConcerns() {
        Impact impact =
                new Impact(APush.sha('9'), 65, List.of(touched("infra", "linkerd"), touched("flux", "podinfo")), null);
        List<Stage> theirs = List.of(stage("flux", "podinfo"), stage("flux", "docs"));

        assertThat(impact.among(theirs))
                .isEqualTo(new Impact(APush.sha('9'), 2, List.of(touched("flux", "podinfo")), null));
        assertThat(impact.among(List.of())).isNull();
        assertThat(new Impact(APush.sha('9'), 500, impact.touched(), 300).among(theirs))
                .isNull();
    }

    @Test
    void whatStrangersWroteIsKeptOnOneLineAndShort() {
        ListedCommit commit = new ListedCommit(APush.sha('b'), "a\u202Eb\n\u0000c  d" + "👩".repeat(500), " \n", null);

        assertThat(commit.subject()).startsWith("ab c d👩").endsWith("👩…");
        assertThat(commit.subject().codePointCount(0, commit.subject().length()))
                .isEqualTo(120);
        assertThat(commit.author()).isNull();
        assertThat(new Touched("Kustomization", null, "x", "p".repeat(5_000)).because())
                .hasSize(120);
    }

    @Test
    void whatIsKeptIsReadBackAsItWas() throws Exception {
        Changes changes = new Changes(
                "main@sha1:" + APush.sha('9'),
                Told.push,
                Way.aside,
                70,
                false,
                3,
                List.of(new ListedCommit(APush.sha('b'), "x".repeat(500), "Ana", 7)),
                new Changes.Earlier("main@sha1:" + APush.sha('c'), APush.NOON),
                List.of(new OfCanary("test/podinfo", "main@sha1:" + APush.sha('c'), 5)));
        Impact impact = new Impact(APush.sha('9'), 700, List.of(touched(null, "podinfo")), 3);

        assertThat(MAPPER.readValue(MAPPER.writeValueAsBytes(changes), Changes.class))
                .isEqualTo(changes);
        assertThat(MAPPER.readValue(MAPPER.writeValueAsBytes(impact), Impact.class))
                .isEqualTo(impact);
        assertThat(changes.more()).isEqualTo(69);
    }

    private static Touched touched(String namespace, String name) {
        return new Touched("Kustomization", namespace, name, "apps/kustomization.yaml");
    }

    private static Stage stage(String namespace, String name) {
        return new Stage("Kustomization", namespace, name, StagePhase.Succeeded, null, APush.NOON, APush.NOON, null);
    }
}
