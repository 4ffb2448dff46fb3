package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {

    private static final String SHA = "7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e";
    private static final String DIGEST = "95e386f421272710c4cedbbd8607dbbaa019d500e7a5a0b6720bc7bebefc7bf2";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // present forms
        "main@sha1:" + SHA + ", main, sha1, " + SHA,
        "feature/x@sha1:" + SHA + ", feature/x, sha1, " + SHA,
        "v1.2.3@sha1:" + SHA + ", v1.2.3, sha1, " + SHA,
        "refs/pull/420/head@sha1:" + SHA + ", refs/pull/420/head, sha1, " + SHA,
        "refs/heads/main@sha1:" + SHA + ", refs/heads/main, sha1, " + SHA,
        "dependabot/npm/@types/node@sha1:" + SHA + ", dependabot/npm/@types/node, sha1, " + SHA,
        "a@b@c@sha1:" + SHA + ", a@b@c, sha1, " + SHA,
        "zweig/größe@sha1:" + SHA + ", zweig/größe, sha1, " + SHA,
        "sha1:" + SHA + ", '', sha1, " + SHA,
        "@sha1:" + SHA + ", '', sha1, " + SHA,
        "HEAD@sha1:" + SHA + ", HEAD, sha1, " + SHA,
        "latest@sha256:" + DIGEST + ", latest, sha256, " + DIGEST,
        "sha256:" + DIGEST + ", '', sha256, " + DIGEST,
        "1.2.3@sha512:" + DIGEST + DIGEST + ", 1.2.3, sha512, " + DIGEST + DIGEST,
        "x@blake3:" + DIGEST + ", x, blake3, " + DIGEST,
        "x@newhash:" + DIGEST + ", x, newhash, " + DIGEST,
        // written before RFC-0005
        "main/" + SHA + ", main, sha1, " + SHA,
        "feature/x/" + SHA + ", feature/x, sha1, " + SHA,
        "v1.2.3/" + SHA + ", v1.2.3, sha1, " + SHA,
        "a@b/" + SHA + ", a@b, sha1, " + SHA,
        "HEAD/" + SHA + ", '', sha1, " + SHA,
        "latest/" + DIGEST + ", latest, sha256, " + DIGEST,
        SHA + ", '', sha1, " + SHA,
        DIGEST + ", '', sha256, " + DIGEST,
        // no hash at all
        "1.8.2, 1.8.2, '', ''",
        "6.5.1+0cc9a8446c95, 6.5.1+0cc9a8446c95, '', ''",
        "6.5.1+0cc9a8446c95.3, 6.5.1+0cc9a8446c95.3, '', ''",
        "main, main, '', ''",
        "feature/x, feature/x, '', ''",
        "cafe, cafe, '', ''",
        "a/0cc9a8446c95, a/0cc9a8446c95, '', ''",
    })
    void readsEveryFormThatFluxHasWritten(String text, String pointer, String algorithm, String hash) {
        assertThat(Revision.parse(text)).isEqualTo(new Revision(pointer, algorithm, hash));
        assertThat(Revision.read(text)).contains(new Revision(pointer, algorithm, hash));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "main@sha1:7e2f, 4 characters instead of 40",
        "main@sha1:" + SHA + "0, 41 characters instead of 40",
        "main@sha256:" + SHA + ", 40 characters instead of 64",
        "main@sha1:, needs a pointer or a hash",
        "main@new:abcd, 4 characters instead of 32 to 128",
        "main@sha1:zz2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e, something else than hex",
        "'main@:7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e', needs an algorithm",
        "'a b@sha1:7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e', a blank",
        "'a:b@sha1:7e2f4c1d9b0a8e6f5d3c2b1a0f9e8d7c6b5a4f3e', a colon",
        "'', neither",
        "'main ', a blank",
    })
    void refusesTheRestAndSaysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> Revision.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThat(Revision.read(text)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    void readsNothingFromNothing(String text) {
        assertThat(Revision.read(text)).isEmpty();
    }

    @Test
    void refusesATextOfAMegabyteWithoutRepeatingIt() {
        String huge = "m".repeat(1 << 20);
        assertThatThrownBy(() -> Revision.parse(huge))
                .hasMessageContaining("1048576 characters")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
        assertThatThrownBy(() -> Revision.ofCommit(huge, SHA)).hasMessageContaining("at most 1024");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "1.8.2",
                "6.5.1+0cc9a8446c95",
                "6.5.1+0cc9a8446c95.3",
                "0.0.0",
                "2024.11.23",
                "latest@sha256:" + DIGEST
            })
    void neverTakesAChartVersionOrADigestForACommit(String text) {
        assertThat(Revision.parse(text).isCommit()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"main@sha1:" + SHA, "main/" + SHA, SHA, "HEAD/" + SHA, "sha1:" + SHA})
    void knowsACommitInEveryForm(String text) {
        assertThat(Revision.parse(text).isCommit()).isTrue();
    }

    @Test
    void lowersUpperCaseHexInEveryForm() {
        String upper = SHA.toUpperCase(Locale.ROOT);
        assertThat(Revision.parse("Main@SHA1:" + upper)).isEqualTo(Revision.ofCommit("Main", SHA));
        assertThat(Revision.parse("Main/" + upper)).isEqualTo(Revision.ofCommit("Main", SHA));
        assertThat(Revision.ofCommit(null, upper)).isEqualTo(Revision.parse(SHA));
    }

    @ParameterizedTest(name = "{0} is shown as {2}")
    @CsvSource({
        "main@sha1:" + SHA + ", 7e2f4c1d9b0a, main@7e2f4c1",
        "a@b@sha1:" + SHA + ", 7e2f4c1d9b0a, a@b@7e2f4c1",
        "HEAD/" + SHA + ", 7e2f4c1d9b0a, 7e2f4c1",
        "latest@sha256:" + DIGEST + ", 95e386f42127, latest@95e386f",
        "6.5.1+0cc9a8446c95, '', 6.5.1+0cc9a8446c95",
    })
    void shortensForNamesAndForPeople(String text, String shortHash, String shortForm) {
        assertThat(Revision.parse(text).shortHash()).isEqualTo(shortHash);
        assertThat(Revision.parse(text).shortForm()).isEqualTo(shortForm);
    }

    @Test
    void doesNotLetAPointerHideAHash() {
        assertThatThrownBy(() -> new Revision("main/" + SHA, "", "")).hasMessageContaining("needs that hash");
        assertThatThrownBy(() -> new Revision(SHA, "", "")).hasMessageContaining("needs that hash");
    }

    @Test
    void refusesACommitThatIsNone() {
        assertThatThrownBy(() -> Revision.ofCommit("main", DIGEST)).hasMessageContaining("64 characters instead of 40");
        assertThatThrownBy(() -> Revision.ofCommit("main", "")).hasMessageContaining("neither");
    }

    @ParameterizedTest
    @MethodSource("randomTexts")
    void printsWhatItReadsBackAndNeverThrowsWhenAskedToRead(String text) {
        Revision.read(text).ifPresent(revision -> {
            assertThat(Revision.parse(revision.toString())).isEqualTo(revision);
            assertThat(revision.isCommit())
                    .isEqualTo(revision.hash().length() == 40
                            && revision.algorithm().equals("sha1"));
            assertThat(revision.shortForm().length()).isLessThanOrEqualTo(text.length());
        });
    }

    static Stream<String> randomTexts() {
        Random random = new Random(1);
        String[] pieces = {
            "main", "/", "@", ":", "sha1", "sha256", SHA, DIGEST, "HEAD", "v1.2.3", "+", "é", "\uD800", " ", "A",
            "refs/"
        };
        return IntStream.range(0, 400).mapToObj(i -> {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            return text.toString();
        });
    }

    @Test
    void revisionsAreOfTheSameContentIfTheirHashesAgreeWhateverThePointer() {
        String sha = "a".repeat(40);
        Revision branch = Revision.parse("main@sha1:" + sha);

        assertThat(branch.sameHashAs(Revision.parse("v1.0.0@sha1:" + sha))).isTrue();
        assertThat(branch.sameHashAs(Revision.parse("main/" + sha))).isTrue();
        assertThat(branch.sameHashAs(Revision.parse("main@sha1:" + "b".repeat(40))))
                .isFalse();
        assertThat(Revision.parse("blake3:" + "a".repeat(64)).sameHashAs(Revision.parse("sha256:" + "a".repeat(64))))
                .isFalse();
        assertThat(Revision.parse("6.5.1").sameHashAs(Revision.parse("6.5.1"))).isFalse();
    }
}
