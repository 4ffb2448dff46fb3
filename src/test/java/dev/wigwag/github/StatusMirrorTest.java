package dev.wigwag.github;

import static dev.wigwag.github.ATextRollout.NOON;
import static dev.wigwag.github.ATextRollout.canary;
import static dev.wigwag.github.ATextRollout.kustomization;
import static dev.wigwag.github.ATextRollout.live;
import static dev.wigwag.github.ATextRollout.of;
import static dev.wigwag.github.ATextRollout.revision;
import static dev.wigwag.github.ATextRollout.run;
import static dev.wigwag.github.ATextRollout.sha;
import static dev.wigwag.github.ATextRollout.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Face;
import dev.wigwag.rollout.Fold;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.github.PostedStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusMirrorTest {
    private static final String SOURCE = "wigwag/blue/source/flux-system/gitops";
    private static final String CANARY = "wigwag/blue/canary/test/podinfo";
    private static final String KUSTOMIZATION = "wigwag/blue/kustomization/flux-system/";
    private static final Map<String, String> WITH_KUSTOMIZATIONS =
            Map.of("wigwag.github.kustomization-statuses", "true");

    private final AGitHub github = new AGitHub();
    private AnOutside outside = outside(Map.of());

    @BeforeEach
    void hold() {
        github.server.repository("acme/web", sha -> sha.matches("([a-z0-9])\\1{39}"));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void aRolloutIsFollowedFromPendingToItsEnd() {
        outside.becomes('a', Phase.Pending, "waiting for Flux to fetch main@aaaaaaa");
        assertThat(shown('a')).containsExactly(SOURCE + " pending: waiting for Flux to fetch main@aaaaaaa");

        outside.becomes('a', Phase.Progressing, "2/5 ready");
        outside.becomes('a', Phase.Succeeded, "5/5 ready");

        assertThat(shown('a')).containsExactly(SOURCE + " success: 5/5 ready");
        assertThat(posted('a')).extracting(PostedStatus::state).containsExactly("pending", "pending", "success");
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(of('a', Phase.Succeeded, "5/5 ready"), null, "success: 5/5 ready"),
                Arguments.of(of('a', Phase.Failed, "cart failed"), null, "failure: cart failed"),
                Arguments.of(
                        superseded('a', "Dropped", revision('b'), "dropped by a force push"),
                        of('b', Phase.Succeeded, "5/5 ready"),
                        "error: dropped by a force push"),
                Arguments.of(
                        overtaken(), of('b', Phase.Succeeded, "5/5 ready"), "success: live as part of main@bbbbbbb"),
                Arguments.of(
                        overtaken(),
                        of('b', Phase.Failed, "cart failed"),
                        "failure: failed as part of main@bbbbbbb: cart failed"),
                Arguments.of(live('a', 'c'), null, "success: live as part of main@ccccccc"),
                Arguments.of(
                        overtaken(),
                        null,
                        "error: overtaken by main@bbbbbbb, of which no outcome is known here any more"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void everyEndIsPostedAtOnceAndOnlyOnce(Rollout end, Rollout heir, String line) {
        outside.becomes('a', Phase.Progressing, "2/5 ready");
        if (heir != null) {
            outside.put(heir);
        }
        outside.put(end);
        github.clock.pass(Duration.ofSeconds(2));

        assertThat(outside.showOnce('a')).isFalse();
        assertThat(shown('a')).containsExactly(SOURCE + " " + line);

        int calls = github.server.requests().size();
        outside.restart();
        outside.show('a');
        assertThat(github.server.requests()).hasSize(calls);
    }

    @Test
    void anOvertakenRolloutFollowsItsHeir() {
        outside.put(overtaken());
        outside.put(of('b', Phase.Progressing, "2/5 ready"));
        outside.show('a');
        assertThat(shown('a')).containsExactly(SOURCE + " pending: goes on as part of main@bbbbbbb: 2/5 ready");

        outside.put(of('b', Phase.Succeeded, "5/5 ready"));
        outside.show('a');
        assertThat(shown('a')).containsExactly(SOURCE + " success: live as part of main@bbbbbbb");
    }

    @Test
    void progressIsPostedHalfAMinuteApartAtMost() {
        outside.becomes('a', Phase.Progressing, "1/9 ready");
        for (int ready = 2; ready <= 8; ready++) {
            outside.put(of('a', Phase.Progressing, ready + "/9 ready"));
            github.clock.pass(Duration.ofSeconds(2));
            assertThat(outside.showOnce('a')).isTrue();
        }
        assertThat(posted('a')).hasSize(1);

        github.clock.pass(StatusFace.PACE);
        outside.showOnce('a');
        assertThat(shown('a')).containsExactly(SOURCE + " pending: 8/9 ready");
        assertThat(posted('a')).hasSize(2);
    }

    @Test
    void eachCanaryHasItsOwnLine() {
        outside.put(of(
                'a',
                Phase.Progressing,
                "4/5 ready",
                canary(StagePhase.Progressing, "1/5 checks failed", run("Progressing", 30, 3, 5))));
        outside.show('a');

        assertThat(shown('a'))
                .containsExactlyInAnyOrder(
                        SOURCE + " pending: 4/5 ready",
                        CANARY + " pending: canary podinfo.test 30%, step 3 of 5, 1/5 checks failed");
    }

    @Test
    void theLinkLeadsToTheRollout() {
        outside = outside(Map.of("wigwag.link", "https://ops.example.org/{cluster}/{namespace}/{name}"));
        outside.becomes('a', Phase.Progressing, "2/5 ready");

        assertThat(posted('a').get(0).targetUrl()).isEqualTo("https://ops.example.org/blue/flux-system/gitops-a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/other",
                "team-* => acme/web",
                "flux-system => acme/other|other/web",
                "",
            })
    void aRepositoryThatTheNamespaceMayNotSpeakToIsLeftAlone(String repositories) {
        outside = outside(Map.of("wigwag.github.repositories", repositories));
        outside.becomes('a', Phase.Progressing, "2/5 ready");

        assertThat(github.server.requests()).isEmpty();
        assertThat(outside.stored('a').status().outlets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gitlab.com/acme/web",
                "https://github.com.evil.example/acme/web",
                "oci://ghcr.io/acme/web",
                "acme/web"
            })
    void whatIsNotOnThisGitHubIsLeftAlone(String url) {
        Rollout elsewhere = at(of('a', Phase.Progressing, "2/5 ready"), url);

        assertThat(mirror(Map.of()).faces(elsewhere, Optional.empty())).isEmpty();
    }

    @Test
    void aCommitThatIsInNoRepositoryIsRefusedOnceAndNotTriedAgain() {
        github.server.repository("acme/web", sha -> false);
        outside.becomes('a', Phase.Progressing, "2/5 ready");
        outside.restart();
        outside.show('a');

        assertThat(github.server.requests()).hasSize(1);
        assertThat(outside.entry('a', StatusFace.KIND).error()).contains("422").contains("does not hold this commit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/web",
                "https://github.com/acme/web.git",
                "git@github.com:acme/web.git",
                "ssh://git@github.com/acme/web"
            })
    void anArtifactFromARegistryIsShownBesideTheCommitItWasBuiltFrom(String origin) {
        Rollout found =
                found("OCIRepository", "sha256:" + "e".repeat(64), Optional.of("main@sha1:" + sha('a')), origin);

        List<Face> faces = mirror(Map.of()).faces(found, Optional.empty());

        assertThat(faces).singleElement().isInstanceOfSatisfying(StatusFace.class, face -> {
            assertThat(face.repository()).isEqualTo(AGitHub.WEB);
            assertThat(face.sha()).isEqualTo(sha('a'));
            assertThat(face.status().context()).isEqualTo("wigwag/blue/source/flux-system/app");
        });
    }

    @Test
    void anArtifactThatDoesNotNameItsCommitIsShownNowhere() {
        Rollout found =
                found("OCIRepository", "sha256:" + "e".repeat(64), Optional.empty(), "https://github.com/acme/web");

        assertThat(mirror(Map.of()).faces(found, Optional.empty())).isEmpty();
    }

    @Test
    void ofTwoArtifactsBuiltFromOneCommitTheLaterOneSpeaks() {
        String origin = "main@sha1:" + sha('a');
        Rollout earlier =
                found("OCIRepository", "sha256:" + "e".repeat(64), Optional.of(origin), "https://github.com/acme/web");
        Rollout later =
                found("OCIRepository", "sha256:" + "f".repeat(64), Optional.of(origin), "https://github.com/acme/web");

        assertThat(mirror(Map.of()).faces(earlier, Optional.of(later))).isEmpty();
        assertThat(mirror(Map.of()).faces(later, Optional.empty())).hasSize(1);
    }

    @Test
    void kustomizationsHaveLinesOfTheirOwnWhereThatIsWanted() {
        Rollout rollout = of(
                'a',
                Phase.Progressing,
                "1/3 ready",
                kustomization("infra", StagePhase.Succeeded, null),
                kustomization("apps", StagePhase.Progressing, "waits for infra"),
                kustomization("docs", StagePhase.Unchanged, null));
        outside.put(rollout);
        outside.show('a');
        assertThat(shown('a')).hasSize(1);

        outside = outside(WITH_KUSTOMIZATIONS);
        outside.put(rollout);
        outside.show('a');

        assertThat(shown('a'))
                .containsExactlyInAnyOrder(
                        SOURCE + " pending: 1/3 ready",
                        KUSTOMIZATION + "infra success: kustomization flux-system/infra ready",
                        KUSTOMIZATION + "apps pending: kustomization flux-system/apps: waits for infra");
    }

    @Test
    void whatTheRevisionLeavesAloneHasNoLineUnlessItFails() {
        outside = outside(WITH_KUSTOMIZATIONS);
        Stage[] many = kustomizations(40, StagePhase.Pending);
        outside.put(touching(of('a', Phase.Progressing, "1/41 ready", many), "k0", "k1"));
        outside.show('a');
        assertThat(shown('a')).hasSize(3);

        many[7] = kustomization("k7", StagePhase.Failed, "HealthCheckFailed");
        outside.put(touching(of('a', Phase.Failed, "1/41 failed", many), "k0", "k1"));
        outside.show('a');
        assertThat(shown('a'))
                .hasSize(4)
                .contains(KUSTOMIZATION + "k7 failure: kustomization flux-system/k7 failed: HealthCheckFailed");

        Stage[] ready = kustomizations(40, StagePhase.Unchanged);
        ready[0] = kustomization("k0", StagePhase.Succeeded, null);
        ready[1] = kustomization("k1", StagePhase.Succeeded, null);
        outside.put(touching(of('a', Phase.Succeeded, "3/3 ready, 38 unchanged", ready), "k0", "k1"));
        outside.show('a');
        assertThat(shown('a'))
                .containsExactlyInAnyOrder(
                        SOURCE + " success: 3/3 ready, 38 unchanged",
                        KUSTOMIZATION + "k0 success: kustomization flux-system/k0 ready",
                        KUSTOMIZATION + "k1 success: kustomization flux-system/k1 ready",
                        KUSTOMIZATION + "k7 success: kustomization flux-system/k7 unchanged");
    }

    @Test
    void aLineThatWasBegunBeforeItWasKnownWhomTheRevisionTouchesIsBroughtToItsEnd() {
        outside = outside(WITH_KUSTOMIZATIONS);
        outside.put(of('a', Phase.Progressing, "0/2 ready", kustomizations(2, StagePhase.Progressing)));
        outside.show('a');

        Rollout later = touching(
                of(
                        'a',
                        Phase.Succeeded,
                        "1/1 ready, 1 unchanged",
                        kustomization("k0", StagePhase.Succeeded, null),
                        kustomization("k1", StagePhase.Unchanged, null)),
                "k0");
        outside.put(later);
        outside.show('a');

        assertThat(shown('a'))
                .containsExactlyInAnyOrder(
                        SOURCE + " success: 1/1 ready, 1 unchanged",
                        KUSTOMIZATION + "k0 success: kustomization flux-system/k0 ready",
                        KUSTOMIZATION + "k1 success: kustomization flux-system/k1 unchanged");
    }

    @Test
    void whereMoreThanTenAreTouchedThereAreNoLines() {
        outside = outside(WITH_KUSTOMIZATIONS);
        String[] names = IntStream.range(0, 11).mapToObj(i -> "k" + i).toArray(String[]::new);
        outside.put(touching(of('a', Phase.Progressing, "0/40 ready", kustomizations(40, StagePhase.Pending)), names));
        outside.show('a');

        assertThat(shown('a')).hasSize(1);
    }

    @Test
    void moreThanTenKustomizationsHaveNoLinesButBegunOnesEnd() {
        outside = outside(WITH_KUSTOMIZATIONS);
        outside.put(of('a', Phase.Progressing, "0/11 ready", kustomizations(11, StagePhase.Progressing)));
        outside.show('a');
        assertThat(shown('a')).hasSize(1);

        outside.put(of('b', Phase.Progressing, "0/10 ready", kustomizations(10, StagePhase.Progressing)));
        outside.show('b');
        assertThat(shown('b')).hasSize(11);
        outside.put(of('b', Phase.Succeeded, "12/12 ready", kustomizations(12, StagePhase.Succeeded)));
        outside.show('b');

        assertThat(shown('b')).hasSize(11).allMatch(line -> line.contains(" success: "));
    }

    @Test
    void aLineWhoseKustomizationIsOnlyCountedEndsAsTheWholeDoes() {
        outside = outside(WITH_KUSTOMIZATIONS);
        outside.put(of('a', Phase.Progressing, "0/2 ready", kustomizations(2, StagePhase.Progressing)));
        outside.show('a');
        outside.put(of('a', Phase.Failed, "cart failed", kustomizations(1, StagePhase.Succeeded)));
        outside.show('a');

        assertThat(shown('a'))
                .containsExactlyInAnyOrder(
                        SOURCE + " failure: cart failed",
                        KUSTOMIZATION + "k0 success: kustomization flux-system/k0 ready",
                        KUSTOMIZATION + "k1 failure: cart failed");
    }

    @Test
    void aKustomizationThatWasOvertakenTakesWhatBecameOfItLater() {
        Rollout overtaken = superseded(
                'a',
                "Overtaken",
                revision('b'),
                "overtaken by main@bbbbbbb",
                kustomization("apps", StagePhase.Superseded, null),
                kustomization("gone", StagePhase.Superseded, null));
        Rollout heir =
                of('b', Phase.Progressing, "1/2 ready", kustomization("apps", StagePhase.Failed, "HealthCheckFailed"));

        assertThat(mirror(WITH_KUSTOMIZATIONS).faces(overtaken, Optional.of(heir)))
                .extracting(face -> ((StatusFace) face).status())
                .extracting(status -> status.state() + ": " + status.description())
                .containsExactly(
                        "pending: goes on as part of main@bbbbbbb: 1/2 ready",
                        "failure: kustomization flux-system/apps failed: HealthCheckFailed as part of main@bbbbbbb",
                        "pending: kustomization flux-system/gone: goes on as part of main@bbbbbbb: 1/2 ready");
    }

    private static Rollout touching(Rollout rollout, String... names) {
        List<Impact.Touched> touched = Stream.of(names)
                .map(name -> new Impact.Touched("Kustomization", "flux-system", name, "a path"))
                .toList();
        return rollout.withSpec(rollout.spec().bringing(null, new Impact(sha('9'), 40, touched, null)));
    }

    private StatusMirror mirror(Map<String, String> settings) {
        return new StatusMirror(github.access(settings), AGitHub.settings(settings));
    }

    private AnOutside outside(Map<String, String> settings) {
        return new AnOutside(github, () -> mirror(settings));
    }

    private List<PostedStatus> posted(char commit) {
        return github.server.statuses().posted("acme/web", sha(commit));
    }

    private List<String> shown(char commit) {
        return github.server.statuses().shown("acme/web", sha(commit)).stream()
                .map(status -> status.context() + " " + status.state() + ": " + status.description())
                .toList();
    }

    private static Stage[] kustomizations(int count, StagePhase phase) {
        return IntStream.range(0, count)
                .mapToObj(i -> kustomization("k" + i, phase, null))
                .toArray(Stage[]::new);
    }

    private static Rollout overtaken() {
        return superseded('a', "Overtaken", revision('b'), "overtaken by main@bbbbbbb");
    }

    private static Rollout at(Rollout rollout, String url) {
        RolloutSpec was = rollout.spec();
        return rollout.withSpec(new RolloutSpec(was.source(), was.revision(), url, was.commit(), null));
    }

    /** A revision as it is found at a source that nobody told us of. */
    private static Rollout found(String kind, String revision, Optional<String> origin, String address) {
        ObjectKey key = new ObjectKey(kind, "flux-system", "app");
        LiveSource source = new LiveSource(
                key,
                true,
                false,
                Optional.empty(),
                Revision.read(revision),
                origin.flatMap(Revision::read),
                NOON,
                Ready.ABSENT,
                false,
                null,
                null);
        return Fold.adopted(List.of(), new LiveView(source, List.of()), address, NOON)
                .orElseThrow();
    }
}
