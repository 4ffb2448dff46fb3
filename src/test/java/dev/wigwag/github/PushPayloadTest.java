package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.PushedCommits;
import dev.wigwag.rollout.PushedPaths;
import dev.wigwag.rollout.PushedRef;
import dev.wigwag.rollout.RepositoryUrl;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushPayloadTest {
    private static final RepositoryUrl FLEET =
            RepositoryUrl.of("https://github.com/acme/fleet").orElseThrow();

    @Test
    void everythingThatIsUsedIsRead() throws Malformed {
        assertThat(read(PushFixture.push()))
                .isEqualTo(new Push(
                        "guid-1",
                        "acme/fleet",
                        Set.of(FLEET),
                        "https://github.com/acme/fleet",
                        PushedRef.moved("refs/heads/main", PushFixture.B),
                        PushFixture.A,
                        PushFixture.B,
                        false,
                        "Raise replicas to 3 (#57)",
                        "Ana",
                        "ana@acme.example",
                        "ana",
                        Instant.parse("2026-02-03T08:15:00Z"),
                        "https://github.com/acme/fleet/compare/111111111111...222222222222",
                        new PushedCommits(
                                1,
                                null,
                                1,
                                List.of(new ListedCommit(PushFixture.B, "Raise replicas to 3 (#57)", "Ana", 57)),
                                new PushedPaths(Set.of("apps/shop/values.yaml"), null))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "\"ana\"",
                "\"@\"",
                "\"ana@\"",
                "\"a@b@c\"",
                "\"ana lopez@acme.example\"",
                "\"<ana@acme.example>\"",
                "\"ana\\n@acme.example\"",
                "\"ana\\ud800@acme.example\""
            })
    void anAuthorsAddressThatNobodyCouldWriteToIsNone(String json) throws Malformed {
        String head = "{\"id\":\"%s\",\"author\":{\"name\":\"Ana\",\"email\":%s}}".formatted(PushFixture.B, json);

        assertThat(read(PushFixture.push().with("head_commit", head)).authorEmail())
                .isNull();
    }

    @Test
    void anAuthorsAddressMayBeAsLongAsMailsAreAndNoLonger() throws Malformed {
        String head = "{\"id\":\"%s\",\"author\":{\"name\":\"Ana\",\"email\":\"%s@acme.example\"}}";
        String longest = head.formatted(PushFixture.B, "a".repeat(241));
        String longer = head.formatted(PushFixture.B, "a".repeat(242));

        assertThat(read(PushFixture.push().with("head_commit", longest)).authorEmail())
                .hasSize(254);
        assertThat(read(PushFixture.push().with("head_commit", longer)).authorEmail())
                .isNull();
    }

    @Test
    void aNewBranchMayHaveNoCommitsOfItsOwn() throws Malformed {
        Push push = read(PushFixture.newBranch());

        assertThat(push.ref()).isEqualTo(PushedRef.moved("refs/heads/main", PushFixture.B));
        assertThat(push.before()).isEqualTo(PushFixture.ZEROS);
        assertThat(push.commits()).isEqualTo(PushedCommits.NONE);
    }

    @Test
    void aDeletionHasNoCommitAndNobodysWords() throws Malformed {
        Push push = read(PushFixture.deletion());

        assertThat(push.ref()).isEqualTo(PushedRef.deleted("refs/heads/main"));
        assertThat(push.after()).isEqualTo(PushFixture.ZEROS);
        assertThat(push.message()).isNull();
        assertThat(push.author()).isNull();
        assertThat(push.authorEmail()).isNull();
        assertThat(push.pushedBy()).isEqualTo("ana");
    }

    @Test
    void zerosAfterAreADeletionEvenIfTheFlagIsMissing() throws Malformed {
        assertThat(read(PushFixture.deletion().without("deleted")).ref().deleted())
                .isTrue();
    }

    @Test
    void aForcePushSaysSo() throws Malformed {
        assertThat(read(PushFixture.push().with("forced", "true")).forced()).isTrue();
    }

    @Test
    void aLightweightTagPointsAtItsCommit() throws Malformed {
        assertThat(read(PushFixture.lightweightTag()).ref())
                .isEqualTo(PushedRef.moved("refs/tags/v1.2.0", PushFixture.B));
    }

    @Test
    void anAnnotatedTagIsPeeledToItsCommitAndAfterStaysTheTagObject() throws Malformed {
        Push push = read(PushFixture.annotatedTag());

        assertThat(push.ref()).isEqualTo(PushedRef.moved("refs/tags/v1.2.0", PushFixture.B));
        assertThat(push.after()).isEqualTo(PushFixture.TAG_OBJECT);
    }

    @Test
    void withoutAHeadCommitTheCommitIsTheTip() throws Malformed {
        Push push = read(PushFixture.push().with("head_commit", "null"));

        assertThat(push.ref().commit()).isEqualTo(PushFixture.B);
        assertThat(push.message()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 2048})
    void mergesSquashesAndRebasesAreAsManyCommitsAsTheyList(int count) throws Malformed {
        assertThat(read(PushFixture.ofCommits(count)).commits().count()).isEqualTo(count);
    }

    @Test
    void missingAndNullCommitsAreNone() throws Malformed {
        assertThat(read(PushFixture.push().without("commits")).commits()).isEqualTo(PushedCommits.NONE);
        assertThat(read(PushFixture.push().with("commits", "null")).commits()).isEqualTo(PushedCommits.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1770106500, 2026-02-03T08:15:00Z",
        "\"1770106500\", 2026-02-03T08:15:00Z",
        "\"2026-02-03T08:15:00Z\", 2026-02-03T08:15:00Z",
        "\"2026-02-03T09:15:00+01:00\", 2026-02-03T08:15:00Z",
        "0, 1970-01-01T00:00:00Z",
        "null, "
    })
    void theTimeOfThePushMayBeANumberOrAText(String json, String time) throws Malformed {
        assertThat(read(PushFixture.push().withRepository("pushed_at", json)).pushedAt())
                .isEqualTo(time == null ? null : Instant.parse(time));
    }

    @Test
    void aPushMayKeepItsTimeToItself() throws Malformed {
        assertThat(read(PushFixture.push().withoutRepository("pushed_at")).pushedAt())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"yesterday\"",
                "-1",
                "1.5",
                "1e9",
                "true",
                "1770106500000",
                "\"+1000000000-12-31T23:59:59Z\"",
                "253402300800",
                "\"1969-12-31T23:59:59Z\"",
                "99999999999999999999",
                "31556889864403199"
            })
    void aTimeThatIsNoneIsMalformed(String json) {
        // Milliseconds or a far future, taken for seconds, would make every later push an older one.
        assertMalformed(PushFixture.push().withRepository("pushed_at", json), "pushed_at");
    }

    @Test
    void aServerOfTheEnterprisesOwnIsReadLikeGitHub() throws Malformed {
        Push push = read(PushFixture.push().on("ghes.acme.example"));

        assertThat(push.addresses())
                .containsExactly(
                        RepositoryUrl.of("https://ghes.acme.example/acme/fleet").orElseThrow());
        assertThat(push.url()).isEqualTo("https://ghes.acme.example/acme/fleet");
    }

    @Test
    void anAddressOnAnotherPortOrHostOfTheSameRepositoryCountsToo() throws Malformed {
        Push push = read(PushFixture.push()
                .withRepository("clone_url", "\"https://ghes.acme.example:8443/acme/fleet.git\"")
                .withRepository("ssh_url", "\"ssh://git@ssh.acme.example:2222/Acme/Fleet.git\""));

        assertThat(push.addresses())
                .extracting(RepositoryUrl::host)
                .containsExactlyInAnyOrder("github.com", "ghes.acme.example:8443", "ssh.acme.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"html_url", "clone_url", "ssh_url", "git_url"})
    void anAddressOfAnotherRepositoryThanTheNamedOneIsMalformed(String field) {
        // A secret may be bound to acme/*: it must not speak for others by naming acme/fleet and another's address.
        assertMalformed(
                PushFixture.push().withRepository(field, "\"https://github.com/victim/infra\""), "repository." + field);
        assertMalformed(
                PushFixture.push().withRepository(field, "\"https://github.com/acme/fleet/more\""),
                "repository." + field);
    }

    @Test
    void caseOfOwnerAndNameDoesNotMatter() throws Malformed {
        assertThat(read(PushFixture.push().withRepository("full_name", "\"Acme/Fleet\""))
                        .repository())
                .isEqualTo("Acme/Fleet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "null",
                "\"fleet\"",
                "\"acme/fleet/x\"",
                "\"acme/\"",
                "\"/fleet\"",
                "\"acme /fleet\"",
                "\"acme/\\ud800\"",
                "\"acme/fl\\u0000eet\"",
                "17",
                "true",
                "[]",
                "{}"
            })
    void aRepositoryThatIsNoOwnerAndNameIsMalformed(String json) {
        assertMalformed(PushFixture.push().withRepository("full_name", json), "full_name");
    }

    @Test
    void aRepositoryWithoutAnyAddressIsMalformed() {
        assertMalformed(
                PushFixture.push()
                        .withRepository("html_url", "\"javascript:alert(1)\"")
                        .withRepository("clone_url", "null")
                        .withRepository("ssh_url", "7")
                        .withoutRepository("git_url"),
                "address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ref", "after", "repository"})
    void whatEveryPushHasMustBeThere(String field) {
        PushFixture push = field.equals("repository")
                ? PushFixture.push().with("repository", "null")
                : PushFixture.push().without(field);
        assertMalformed(push, "the payload has no " + field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"main\"",
                "\"refs\"",
                "\"\"",
                "null",
                "1",
                "{}",
                "[\"refs/heads/main\"]",
                "\"refs/heads/a b\"",
                "\"refs/heads/a\\nb\"",
                "\"refs/heads/\\ud800\"",
                "\"refs/heads/\\udc00\\ud800\""
            })
    void aRefThatGitWouldNotTakeIsMalformed(String json) {
        assertMalformed(PushFixture.push().with("ref", json), "ref");
    }

    @Test
    void aRefInAnyScriptIsTaken() throws Malformed {
        String ref = "refs/heads/fonctionnalité/登录/😀";
        assertThat(read(PushFixture.push().with("ref", PushFixture.quoted(ref)))
                        .ref()
                        .ref())
                .isEqualTo(ref);
    }

    @ParameterizedTest
    @CsvSource({
        "after, \"2222\"",
        "after, \"222222222222222222222222222222222222222G\"",
        "after, \"\"",
        "after, 2222222222222222222222222222222222222222",
        "before, \"main\"",
        "before, \"\"",
        "deleted, 1",
        "deleted, \"yes\"",
        "forced, \"\"",
        "head_commit, {\"id\":\"x\"}",
        "head_commit, {\"id\":{}}",
        "sender, {\"login\":{}}"
    })
    void aFieldOfTheWrongKindIsMalformed(String field, String json) {
        boolean digits = json.equals(PushFixture.B);
        PushFixture push = PushFixture.push().with(field, json);
        if (digits) {
            // All digits are a commit id however they are written.
            assertThat(readQuietly(push).after()).isEqualTo(PushFixture.B);
        } else {
            assertMalformed(push, field.split("_")[0]);
        }
    }

    @Test
    void objectsWhereTheNameOfAPersonWouldBeAreOverlookedIfTheyAreNothing() throws Malformed {
        Push push = read(PushFixture.push()
                .with("sender", "null")
                .with("pusher", "\"ana\"")
                .with("head_commit", "[1,2,3]"));

        assertThat(push.pushedBy()).isNull();
        assertThat(push.author()).isNull();
        assertThat(push.ref().commit()).isEqualTo(PushFixture.B);
    }

    @Test
    void whoPushedIsTheSenderOrElseThePusher() throws Malformed {
        assertThat(read(PushFixture.push().without("sender").with("pusher", "{\"name\":\"deploy-key\"}"))
                        .pushedBy())
                .isEqualTo("deploy-key");
    }

    @Test
    void wordsOfStrangersAreMadeFitForStoring() throws Malformed {
        Push push = read(PushFixture.push()
                .with(
                        "head_commit",
                        PushFixture.commit(PushFixture.B, "One\\r\\nTwo\\u0000\\ud800" + "x".repeat(5_000)))
                .with("sender", "{\"login\":\"an\\na\\u202e\"}"));

        assertThat(push.message())
                .startsWith("One\nTwo\uFFFDxxx")
                .hasSize(1_000)
                .endsWith("…");
        assertThat(push.pushedBy()).isEqualTo("an a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"javascript:alert(1)\"", "\"\"", "7", "null"})
    void aCompareLinkThatIsNoneIsLeftOut(String json) throws Malformed {
        assertThat(read(PushFixture.push().with("compare", json)).compare()).isNull();
    }

    @Test
    void anOverLongLinkIsLeftOutRatherThanCut() throws Malformed {
        String link = PushFixture.quoted("https://github.com/" + "x".repeat(2_000));
        assertThat(read(PushFixture.push().with("compare", link)).compare()).isNull();
    }

    @Test
    void fieldsThatNobodyKnowsDoNotMatter() throws Malformed {
        assertThat(read(PushFixture.push()
                        .with("enterprise", "{\"deep\":[[[[{\"a\":1e400}]]]]}")
                        .withRepository("custom_properties", "{\"a/b\":\"c\"}")))
                .isEqualTo(read(PushFixture.push()));
    }

    @Test
    void everyCutOfABodyIsMalformedAndNothingElse() {
        byte[] whole = PushFixture.push().bytes();
        for (int length = 0; length < whole.length; length++) {
            String cut = new String(whole, 0, length, StandardCharsets.UTF_8);
            assertThatThrownBy(() ->
                            PushPayload.read(new ByteArrayInputStream(cut.getBytes(StandardCharsets.UTF_8)), "guid-1"))
                    .as("cut at %d", length)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void whatIsMalformedIsNeverQuoted() {
        assertThatThrownBy(() -> read(PushFixture.push().with("after", "\"s3cr3t-value\"")))
                .isInstanceOf(Malformed.class)
                .hasMessageNotContaining("s3cr3t");
    }

    private static void assertMalformed(PushFixture push, String said) {
        assertThatThrownBy(() -> read(push)).isInstanceOf(Malformed.class).hasMessageContaining(said);
    }

    private static Push read(PushFixture push) throws Malformed {
        return PushPayload.read(push.stream(), "guid-1");
    }

    private static Push readQuietly(PushFixture push) {
        try {
            return read(push);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }
}
