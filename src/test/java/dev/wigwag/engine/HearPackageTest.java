package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.Report.Outcome;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HearPackageTest {
    private static final ObjectKey PODINFO = new ObjectKey("OCIRepository", "apps", "podinfo");
    private static final ObjectKey OTHER = new ObjectKey("ImageRepository", "apps", "podinfo");
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private final TestEngine engine = new TestEngine();
    private final HearPackage hearPackage = new HearPackage(engine.flux, engine.requests);

    @Test
    void everyObjectThatFollowsTheImageIsAsked() {
        engine.flux.follow(new Sources.Follower(PODINFO, false, true, "follows tag 1.2.0", null));
        engine.flux.follow(new Sources.Follower(OTHER, false, true, null, "wigwag-package-0000000000000000"));

        Report report = hearPackage.hear(published("1.2.0"));

        assertThat(report.lines()).extracting(Report.Line::outcome).containsOnly(Outcome.REQUESTED);
        assertThat(report.lines().get(0).why()).isEqualTo("follows tag 1.2.0");
        assertThat(report.stored()).isTrue();
        String token = published("1.2.0").token();
        assertThat(engine.flux.asked()).containsExactly(PODINFO + " " + token, OTHER + " " + token);
    }

    @Test
    void theSamePublicationAgainWritesNothing() {
        engine.flux.follow(new Sources.Follower(
                PODINFO, false, true, null, published("1.2.0").token()));

        Report report = hearPackage.hear(published("1.2.0"));

        assertThat(report.lines()).extracting(Report.Line::outcome).containsExactly(Outcome.ALREADY_REQUESTED);
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void suspendedOnesAndThoseThatFollowAnotherTagAreListedAndNotTouched() {
        engine.flux.follow(new Sources.Follower(PODINFO, true, true, null, null));
        engine.flux.follow(new Sources.Follower(OTHER, false, false, "follows tag 2.0.0", null));

        Report report = hearPackage.hear(published("1.2.0"));

        assertThat(report.lines())
                .extracting(Report.Line::outcome)
                .containsExactly(Outcome.SUSPENDED, Outcome.NOT_FOLLOWED);
        assertThat(report.stored()).isFalse();
        assertThat(engine.mishaps.written()).isEmpty();
    }

    @Test
    void oneThatVanishesIsNoFailure() {
        ObjectKey gone = TestEngine.gitRepository("gone");
        engine.flux.follow(new Sources.Follower(gone, false, true, null, null));

        assertThat(hearPackage.hear(published("1.2.0")).lines())
                .extracting(Report.Line::outcome)
                .containsExactly(Outcome.GONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED", "DOWN"})
    void troubleWithOneIsToldApartAndDoesNotStopTheOthers(Fault fault) {
        engine.flux.follow(new Sources.Follower(PODINFO, false, true, null, null));
        engine.flux.follow(new Sources.Follower(OTHER, false, true, null, null));
        engine.mishaps.refuse("ask " + PODINFO, fault);

        Report report = hearPackage.hear(published("1.2.0"));

        assertThat(report.lines()).extracting(Report.Line::fault).containsExactly(fault, null);
        assertThat(report.failed()).isTrue();
        assertThat(report.stored()).isTrue();
    }

    @Test
    void aClusterThatCannotBeListedIsSaid() {
        engine.mishaps.refuse("list followers", Fault.DOWN);

        assertThatThrownBy(() -> hearPackage.hear(published("1.2.0"))).isInstanceOf(ClusterException.class);
    }

    @Test
    void theTokenIsThatOfTheVersionAndNotOfItsDelivery() {
        RepositoryUrl image = RepositoryUrl.of("ghcr.io/acme/podinfo").orElseThrow();
        String token = published("1.2.0").token();

        assertThat(token).matches("wigwag-package-[0-9a-f]{16}");
        assertThat(new PackagePublished("guid-2", "acme/podinfo", image, Set.of("1.2.0"), DIGEST).token())
                .isEqualTo(token);
        assertThat(published("1.2.1").token()).isNotEqualTo(token);
        assertThat(new PackagePublished("guid-1", "acme/podinfo", image, Set.of(), null).token())
                .isNotEqualTo(new PackagePublished("guid-2", "acme/podinfo", image, Set.of(), null).token());
    }

    private static PackagePublished published(String tag) {
        return new PackagePublished(
                "guid-1",
                "acme/podinfo",
                RepositoryUrl.of("ghcr.io/acme/podinfo").orElseThrow(),
                Set.of(tag),
                DIGEST);
    }
}
