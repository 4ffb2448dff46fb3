package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.flux.RefVerdict.Moves;
import dev.wigwag.flux.RefVerdict.Stays;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.Revision;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefRuleTest {

    private static final String OLD = "1111111111111111111111111111111111111111";
    private static final String NEW = "1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b";

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5}")
    @CsvSource({
        // commit, name, semver, tag, branch, pushed, expected
        ", , , , , refs/heads/master, master@sha1:" + NEW,
        "' ', '', '\t', '', '', refs/heads/master, master@sha1:" + NEW,
        ", , , , main, refs/heads/main, main@sha1:" + NEW,
        ", , , , feature/x, refs/heads/feature/x, feature/x@sha1:" + NEW,
        ", , , , a@b, refs/heads/a@b, a@b@sha1:" + NEW,
        ", , , v1.2.3, , refs/tags/v1.2.3, v1.2.3@sha1:" + NEW,
        ", , , latest, main, refs/tags/latest, latest@sha1:" + NEW,
        ", , ^1.2, latest, main, refs/tags/v1.3.0, v1.3.0@sha1:" + NEW,
        ", , ^1.2, , , refs/tags/1.3.0+b.7, 1.3.0+b.7@sha1:" + NEW,
        ", , '>=1.0.0-0', , , refs/tags/2.0.0-alpha, 2.0.0-alpha@sha1:" + NEW,
        ", refs/pull/420/head, ^1, v1, main, refs/pull/420/head, refs/pull/420/head@sha1:" + NEW,
        ", refs/heads/main, , , , refs/heads/main, refs/heads/main@sha1:" + NEW,
        ", refs/tags/v1, , , , refs/tags/v1, refs/tags/v1@sha1:" + NEW,
        NEW + ", , , , , refs/heads/main, sha1:" + NEW,
        NEW + ", refs/heads/x, ^1, v1, main, refs/heads/main, main@sha1:" + NEW,
        NEW + ", , , , main, refs/tags/v9, main@sha1:" + NEW,
        NEW + ", , , , 'no branch:', refs/heads/main, sha1:" + NEW,
    })
    void followsTheFirstFieldThatIsSet(
            String commit, String name, String semver, String tag, String branch, String pushed, String expected) {
        RefVerdict verdict =
                new RefRule(commit, name, semver, tag, branch).judge(PushedRef.moved(pushed, NEW), Optional.empty());
        assertThat(verdict).isEqualTo(new Moves(Revision.parse(expected)));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5}")
    @CsvSource({
        ", , , , , refs/heads/main, 'follows branch master, the push was to main'",
        ", , , , main, refs/heads/feature/x, 'follows branch main, the push was to feature/x'",
        ", , , , main, refs/heads/Main, 'follows branch main, the push was to Main'",
        ", , , , main, refs/heads/main2, 'follows branch main, the push was to main2'",
        ", , , , main, refs/tags/main, 'follows branch main, the push was to tag main'",
        ", , , , main, refs/notes/main, 'follows branch main, the push was to refs/notes/main'",
        ", , , v1, main, refs/heads/main, 'follows tag v1, the push was to main'",
        ", , , v1, main, refs/heads/v1, 'follows tag v1, the push was to v1'",
        ", , , v1, , refs/tags/v1.0, 'follows tag v1, the push was to tag v1.0'",
        ", , ^1.2, v1, main, refs/heads/main, 'follows tags in ^1.2, the push was to main'",
        ", , ^1.2, 2.0.0, main, refs/tags/2.0.0, '2.0.0 is not in ^1.2'",
        ", , ^1.2, , , refs/tags/1.3.0-rc.1, '1.3.0-rc.1 is not in ^1.2'",
        ", , ^1.2, , , refs/tags/latest, 'follows tags in ^1.2, and tag latest is no version'",
        ", , ^1.2, , , refs/tags/app/1.3.0, 'follows tags in ^1.2, and tag app/1.3.0 is no version'",
        ", , ^1.2, , , refs/tags/1.3, 'follows tags in ^1.2, and tag 1.3 is no version'",
        ", , stable, , main, refs/tags/1.3.0, "
                + "'its semver cannot be read: \"stable\" is no range of versions: no version begins with s'",
        ", refs/pull/420/head, ^1, v1, main, refs/heads/main, "
                + "'follows reference refs/pull/420/head, the push was to main'",
        ", main, , , , refs/heads/main, 'follows reference main, the push was to main'",
        OLD + ", , , , , refs/heads/main, pinned to commit 1111111",
        OLD + ", refs/heads/main, ^1, v1, main, refs/heads/main, pinned to commit 1111111",
        "1a2b3c4, , , , main, refs/heads/main, pinned to commit 1a2b3c4",
        "x, , , , main, refs/heads/main, pinned to commit x",
    })
    void staysWhenThePushIsNotWhatItFollows(
            String commit, String name, String semver, String tag, String branch, String pushed, String why) {
        RefVerdict verdict =
                new RefRule(commit, name, semver, tag, branch).judge(PushedRef.moved(pushed, NEW), Optional.empty());
        assertThat(verdict).isEqualTo(new Stays(why));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5}")
    @CsvSource({
        ", , , , main, refs/heads/main, the push deletes its branch main",
        ", , , , , refs/heads/master, the push deletes its branch master",
        ", , , , main, refs/heads/x, 'follows branch main, the push was to x'",
        ", , , v1, , refs/tags/v1, the push deletes its tag v1",
        ", refs/heads/main, , , , refs/heads/main, the push deletes its reference refs/heads/main",
        ", , ^1, , , refs/tags/1.2.3, " + "'the push deletes tag 1.2.3, and only Flux can tell which version is next'",
        ", , ^1, , , refs/tags/2.0.0, 2.0.0 is not in ^1",
        NEW + ", , , , main, refs/heads/main, pinned to commit 1a2b3c4",
    })
    void staysWhenThePushDeletesWhatItFollows(
            String commit, String name, String semver, String tag, String branch, String pushed, String why) {
        RefRule rule = new RefRule(commit, name, semver, tag, branch);
        assertThat(rule.judge(PushedRef.deleted(pushed), Optional.of(Revision.ofCommit("1.2.3", OLD))))
                .isEqualTo(new Stays(why));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "^1.2, v1.2.3, v1.2.4",
        "^1.2, v1.2.3, 1.10.0",
        "^1.2, 1.9.0, 1.10.0",
        "^1.2, v1.2.3, v1.2.3",
        "^1.2, v1.2.3, 1.2.3",
        "^1.2, 1.2.3+a, 1.2.3+b",
        "'>=1.0.0-0', 1.2.3-rc.9, 1.2.3-rc.10",
        "'>=1.0.0-0', 1.2.3-rc.9, 1.2.3",
        // the range was changed since, or the source was made to follow versions
        "^1.2, v2.0.0, v1.2.4",
        "^1.2, v1.1.0, v1.2.4",
        "^1.2, main, v1.2.4",
        "^1.2, '', v1.2.4",
    })
    void movesToAVersionThatFluxWouldNowPick(String semver, String present, String pushed) {
        RefRule rule = new RefRule(null, null, semver, null, null);
        assertThat(rule.judge(
                        PushedRef.moved("refs/tags/" + pushed, NEW), Optional.of(Revision.ofCommit(present, OLD))))
                .isEqualTo(new Moves(Revision.ofCommit(pushed, NEW)));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "^1.2, 1.4.0, 1.2.3, 1.2.3 is in ^1.2 but not above the present 1.4.0",
        "^1.2, v1.10.0, v1.9.9, v1.9.9 is in ^1.2 but not above the present v1.10.0",
        "'>=1.0.0-0', 1.2.3, 1.2.3-rc.1, '1.2.3-rc.1 is in >=1.0.0-0 but not above the present 1.2.3'",
    })
    void staysAtAHigherVersion(String semver, String present, String pushed, String why) {
        RefRule rule = new RefRule(null, null, semver, null, null);
        assertThat(rule.judge(
                        PushedRef.moved("refs/tags/" + pushed, NEW), Optional.of(Revision.ofCommit(present, OLD))))
                .isEqualTo(new Stays(why));
    }

    @Test
    void staysWhenTheVersionIsPushedAgainAsItIs() {
        RefRule rule = new RefRule(null, null, "^1.2", null, null);
        assertThat(rule.judge(PushedRef.moved("refs/tags/v1.2.3", NEW), Optional.of(Revision.ofCommit("v1.2.3", NEW))))
                .isEqualTo(new Stays("already at v1.2.3"));
    }

    @Test
    void takesAPinnedCommitInUpperCaseForTheSame() {
        RefRule rule = new RefRule(NEW.toUpperCase(Locale.ROOT), null, null, null, null);
        assertThat(rule.judge(PushedRef.moved("refs/heads/main", NEW), Optional.empty()))
                .isEqualTo(new Moves(Revision.ofCommit(null, NEW)));
    }

    @Test
    void equalsTheAbsentRuleWhenAllFieldsAreBlank() {
        assertThat(new RefRule("", " ", "\n", null, "")).isEqualTo(RefRule.absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\u0000\u2028", "🚀"})
    void keepsItsReasonShortAndOnOneLine(String piece) {
        RefRule rule = new RefRule(null, null, null, null, "x" + piece.repeat(100_000) + "x");
        String why = ((Stays) rule.judge(PushedRef.moved("refs/heads/main", NEW), Optional.empty())).why();
        assertThat(why).hasSizeLessThanOrEqualTo(301).endsWith("…").doesNotContain("\n", "\u0000", "\u2028");
        assertThat(why.chars().filter(c -> Character.isHighSurrogate((char) c)).count())
                .isEqualTo(why.chars()
                        .filter(c -> Character.isLowSurrogate((char) c))
                        .count());
    }

    @ParameterizedTest
    @MethodSource("randomCases")
    void movesOnlyToThePushedCommitAndNeverThrows(RefRule rule, PushedRef push, Optional<Revision> current) {
        RefVerdict verdict = rule.judge(push, current);
        if (verdict instanceof Moves moves) {
            assertThat(push.deleted()).isFalse();
            assertThat(moves.expected().hash()).isEqualTo(push.commit());
            assertThat(Revision.parse(moves.expected().toString())).isEqualTo(moves.expected());
        } else {
            assertThat(((Stays) verdict).why()).isNotBlank();
        }
        assertThat(rule.judge(push, current)).isEqualTo(verdict);
    }

    static Stream<Object[]> randomCases() {
        Random random = new Random(29);
        String[] names = {null, null, "", "main", "v1.2.3", "1.3.0-rc.1", "refs/heads/main", "a:b", "a b", "\uD800"};
        String[] ranges = {null, null, "^1.2", "*-0", "junk", "<1"};
        String[] commits = {null, null, null, null, NEW, "HEAD"};
        String[] refs = {"refs/heads/main", "refs/tags/v1.2.3", "refs/tags/1.3.0-rc.1", "refs/tags/x/" + OLD, "refs/x"};
        return IntStream.range(0, 500).mapToObj(i -> new Object[] {
            new RefRule(
                    any(random, commits),
                    any(random, names),
                    any(random, ranges),
                    any(random, names),
                    any(random, names)),
            random.nextInt(4) == 0
                    ? PushedRef.deleted(any(random, refs))
                    : PushedRef.moved(any(random, refs), random.nextBoolean() ? NEW : OLD),
            Revision.read(any(random, names))
        });
    }

    private static String any(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
