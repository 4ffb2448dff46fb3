package dev.wigwag.rollout;

import static dev.wigwag.rollout.AMember.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Revisions that are found in the cluster without a push that was heard. */
class FoldAdoptionTest {
    private static final AView VIEW = AView.at('a').with(kustomization("apps").done('a'));

    @Test
    void whatASourceHoldsAtFirstSightIsAdoptedAndSaidToBeSo() {
        Rollout found =
                Fold.adopted(List.of(), VIEW.live(), APush.URL, AView.NOW).orElseThrow();

        assertThat(found.key()).isEqualTo(new RolloutKey("flux-system", "gitops-aaaaaaaaaaaa"));
        assertThat(found.spec())
                .isEqualTo(new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        "main@sha1:" + APush.sha('a'),
                        APush.URL,
                        Commit.found(APush.sha('a')),
                        null));
        assertThat(found.version()).isNull();
        assertThat(found.phase()).isEqualTo(Phase.Succeeded);
        assertThat(found.status().attempt()).isEqualTo(1);
        assertThat(found.status().conditions())
                .containsExactly(new Condition(
                        "Adopted",
                        "True",
                        "FirstSight",
                        "found when the source was seen for the first time",
                        AView.NOW));
    }

    @Test
    void firstSightIsStillKnownIfTheProcessDiedBeforeItWroteTheStatus() {
        Rollout found =
                Fold.adopted(List.of(), VIEW.live(), APush.URL, AView.NOW).orElseThrow();

        assertThat(Fold.of(List.of(found.withStatus(null)), VIEW.live(), AView.NOW))
                .containsExactly(found);
    }

    @Test
    void aRevisionAfterTheFirstIsAPushThatSentNoEvent() {
        Rollouts rollouts = Rollouts.of(APush.of('9').at(-60));

        Rollout found =
                Fold.adopted(rollouts.all(), VIEW.live(), APush.URL, AView.NOW).orElseThrow();

        assertThat(found.status().conditions()).isEmpty();
        assertThat(rollouts.plant(found.withStatus(null)).fold(VIEW).the('a').status())
                .isEqualTo(found.status());
    }

    @Test
    void aRevisionThatHasARolloutIsNotAdoptedAgain() {
        assertThat(Fold.adopted(Rollouts.of(APush.of('a')).all(), VIEW.live(), APush.URL, AView.NOW))
                .isEmpty();
        assertThat(Fold.adopted(new Rollouts().push(APush.of('a')).all(), VIEW.live(), APush.URL, AView.NOW))
                .isEmpty();
    }

    @Test
    void aPushHeardAfterwardsBelongsToTheSameAttempt() {
        Rollouts rollouts = new Rollouts()
                .plant(Fold.adopted(List.of(), VIEW.live(), APush.URL, AView.NOW)
                        .orElseThrow())
                .push(APush.of('a'))
                .fold(VIEW);

        assertThat(rollouts.the('a').attempt()).isEqualTo(1);
        assertThat(rollouts.the('a').status().request())
                .isEqualTo(rollouts.the('a').spec().request());
        assertThat(rollouts.reason('a', "Adopted")).isEqualTo("FirstSight");
    }

    @Test
    void pitfall05AnOciArtifactHasTheCommitItWasBuiltFrom() {
        ObjectKey oci = new ObjectKey("OCIRepository", "flux-system", "apps");
        String digest = "latest@sha256:" + "c".repeat(64);

        Rollout built = adopted(oci, digest, "tag/" + APush.sha('a')).orElseThrow();
        assertThat(built.spec().revision()).isEqualTo(digest);
        assertThat(built.spec().commit()).isEqualTo(Commit.found(APush.sha('a')));
        assertThat(built.key().name()).startsWith("apps-cccccccccccc-");

        assertThat(adopted(oci, digest, null).orElseThrow().spec().commit()).isNull();
        assertThat(adopted(oci, digest, digest).orElseThrow().spec().commit()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Bucket, sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc, true",
        "HelmRepository, sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc, false",
        "OCIRepository, 6.5.1, false",
        "GitRepository, , false"
    })
    void onlyASourceWhoseRevisionIsAHashIsFollowed(String kind, String revision, boolean followed) {
        assertThat(adopted(new ObjectKey(kind, "flux-system", "apps"), revision, null)
                        .isPresent())
                .isEqualTo(followed);
    }

    @Test
    void aSourceThatIsGoneHasNothingToAdopt() {
        assertThat(Fold.adopted(List.of(), AView.gone().live(), APush.URL, AView.NOW))
                .isEmpty();
    }

    @Test
    void credentialsInAnAddressAreNotStored() {
        Rollout found = Fold.adopted(List.of(), VIEW.live(), "https://bot:hunter2@github.com/acme/fleet", AView.NOW)
                .orElseThrow();

        assertThat(found.spec().repository()).isEqualTo("https://github.com/acme/fleet");
        assertThat(Fold.adopted(List.of(), VIEW.live(), null, AView.NOW)
                        .orElseThrow()
                        .spec()
                        .repository())
                .isNull();
    }

    private static Optional<Rollout> adopted(ObjectKey source, String revision, String origin) {
        return Fold.adopted(List.of(), VIEW.as(source, revision, origin).live(), null, AView.NOW);
    }
}
