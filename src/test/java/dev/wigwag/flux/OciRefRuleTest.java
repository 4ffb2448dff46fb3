package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.flux.PackageVerdict.Moves;
import dev.wigwag.flux.PackageVerdict.Stays;
import dev.wigwag.rollout.PublishedVersion;
import dev.wigwag.rollout.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OciRefRuleTest {

    private static final String OLD = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    private static final String NEW = "sha256:95e386f421272710c4cedbbd8607dbbaa019d500e7a5a0b6720bc7bebefc7bf2";

    @ParameterizedTest(name = "{0} {1} {2} at {3}: {4}")
    @CsvSource({
        // semver, filter, tag, present, tags, followed tag, why
        ", , , , latest, latest, follows tag latest",
        "'', ' ', '', , latest v1, latest, follows tag latest",
        ", , v1, , v1 v1.2, v1, follows tag v1",
        ", -rc, v1, , v1, v1, follows tag v1",
        "^1, , v1, , 1.2.3, 1.2.3, 1.2.3 is in ^1",
        "^1, , , , 1.2.3 1.10.0 2.0.0 latest, 1.10.0, 1.10.0 is in ^1",
        "^1, , , 1.2.3, 1.2.4, 1.2.4, 1.2.4 is in ^1",
        "^1, , , 1.2.3, 1.2.3, 1.2.3, 1.2.3 is in ^1",
        "^1, , , latest, 1.2.3, 1.2.3, 1.2.3 is in ^1",
        "^1, , , 2.0.0, 1.2.3, 1.2.3, 1.2.3 is in ^1",
        "'>=1.0.0-0', -rc, , 1.2.3, 1.2.3-rc.1, 1.2.3-rc.1, '1.2.3-rc.1 is in >=1.0.0-0'",
        "'>=1.0.0-0', -rc, , 1.2.3-rc.1, 1.2.4 1.2.3-rc.2, 1.2.3-rc.2, '1.2.3-rc.2 is in >=1.0.0-0'",
    })
    void movesToATagItFollows(
            String semver, String filter, String tag, String present, String tags, String followed, String why) {
        Optional<Revision> current = Revision.read(present == null ? null : present + "@" + OLD);
        assertThat(new OciRefRule(null, semver, filter, tag).judge(published(tags, NEW), current))
                .isEqualTo(new Moves(Optional.of(Revision.parse(followed + "@" + NEW)), why));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} at {4}: {5}")
    @CsvSource({
        // digest, semver, filter, tag, present, tags, why
        OLD + ", ^1, , v1, , v1, pinned to digest sha256:1111111",
        NEW + ", , , , , latest, pinned to digest sha256:95e386f",
        "x, , , , , '', pinned to digest x",
        ", , , , , v1 main, 'follows tag latest, published was main, v1'",
        ", , , v1, , latest, 'follows tag v1, published was latest'",
        ", , , v1, , V1, 'follows tag v1, published was V1'",
        ", ^1, , v1, , v1 2.0.0, 'no tag of 2.0.0, v1 is in ^1'",
        ", ^1, rc, , , 1.2.3, no tag of 1.2.3 is in ^1 and kept by its semverFilter",
        ", ^1, , , 1.4.0, 1.2.3, 1.2.3 is in ^1 but not above the present 1.4.0",
        ", junk, , , , 1.2.3, "
                + "'its semver cannot be read: \"junk\" is no range of versions: no version begins with j'",
        ", ^1, '(a+)+', , , 2.0.0, no tag of 2.0.0 is in ^1 and kept by its semverFilter",
    })
    void staysWhenNothingItFollowsWasPublished(
            String digest, String semver, String filter, String tag, String present, String tags, String why) {
        Optional<Revision> current = Revision.read(present == null ? null : present + "@" + OLD);
        assertThat(new OciRefRule(digest, semver, filter, tag).judge(published(tags, NEW), current))
                .isEqualTo(new Stays(why));
    }

    @Test
    void movesForSureOrNotWhenTheEventNamesNoTag() {
        assertThat(new OciRefRule(null, "^1", null, null).judge(published("", NEW), Optional.empty()))
                .isEqualTo(new Moves(Optional.empty(), "the event names no tag, so the source may follow it"));
        assertThat(OciRefRule.absent().judge(published("", NEW), Optional.empty()))
                .isInstanceOf(Moves.class);
    }

    @Test
    void movesWhenOnlyFluxCanReadTheFilter() {
        assertThat(new OciRefRule(null, "^1", "[[:digit:]]+", null).judge(published("1.2.3", NEW), Optional.empty()))
                .isEqualTo(
                        new Moves(Optional.empty(), "its semverFilter can only be read by Flux, so it may take 1.2.3"));
    }

    @Test
    void movesWithoutSayingWhereToWhenTheDigestIsNotKnown() {
        assertThat(OciRefRule.absent().judge(published("latest", null), Optional.empty()))
                .isEqualTo(new Moves(Optional.empty(), "follows tag latest"));
    }

    @Test
    void staysWhenItAlreadyIsAtWhatWasPublished() {
        assertThat(new OciRefRule(null, "^1", null, null)
                        .judge(published("1.2.3", NEW), Optional.of(Revision.parse("1.2.3@" + NEW))))
                .isEqualTo(new Stays("already at 1.2.3"));
    }

    @Test
    void equalsTheAbsentRuleWhenAllFieldsAreBlank() {
        assertThat(new OciRefRule("", " ", "\t", "\n")).isEqualTo(OciRefRule.absent());
    }

    @Test
    void keepsItsReasonShortHoweverManyTagsThereAre() {
        PublishedVersion many = PublishedVersion.of(
                IntStream.range(0, 1000).mapToObj(i -> "tag\n" + i).toList(), NEW);
        PackageVerdict verdict = OciRefRule.absent().judge(many, Optional.empty());
        assertThat(verdict.why())
                .startsWith("follows tag latest")
                .hasSizeLessThanOrEqualTo(301)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("randomCases")
    void movesOnlyToWhatWasPublishedAndNeverThrows(
            OciRefRule rule, PublishedVersion published, Optional<Revision> current) {
        PackageVerdict verdict = rule.judge(published, current);
        assertThat(verdict.why()).isNotBlank();
        if (verdict instanceof Moves moves) {
            assertThat(rule.digest()).isNull();
            moves.expected().ifPresent(expected -> {
                assertThat(published.tags()).contains(expected.pointer());
                assertThat(expected.toString()).endsWith("@" + published.digest());
            });
        }
    }

    static Stream<Object[]> randomCases() {
        Random random = new Random(37);
        String[] digests = {null, null, null, NEW, "junk"};
        String[] ranges = {null, "^1", "*-0", "junk", "<1"};
        String[] filters = {null, "rc", "(a+)+", "[[:alpha:]]", "^1"};
        String[] tags = {"latest", "1.2.3", "1.3.0-rc.1", "0.1.0", "a b", "a:b", "\uD800", "v1.9.9"};
        return IntStream.range(0, 500).mapToObj(i -> new Object[] {
            new OciRefRule(any(random, digests), any(random, ranges), any(random, filters), null),
            PublishedVersion.of(
                    random.ints(random.nextInt(4), 0, tags.length)
                            .mapToObj(n -> tags[n])
                            .toList(),
                    random.nextInt(5) == 0 ? null : NEW),
            Revision.read(any(random, tags) + "@" + OLD)
        });
    }

    private static String any(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static PublishedVersion published(String blankSeparated, String digest) {
        return PublishedVersion.of(List.of(blankSeparated.split(" ")), digest);
    }
}
