package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushedRefTest {

    private static final String SHA = "2222222222222222222222222222222222222abc";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "refs/heads/main, main, , main",
        "refs/heads/feature/x, feature/x, , feature/x",
        "refs/heads/tags/x, tags/x, , tags/x",
        "refs/tags/v1.2.3, , v1.2.3, tag v1.2.3",
        "refs/tags/heads/x, , heads/x, tag heads/x",
        "refs/pull/420/head, , , refs/pull/420/head",
        "refs/notes/commits, , , refs/notes/commits",
    })
    void tellsBranchesFromTags(String ref, String branch, String tag, String shortForm) {
        PushedRef push = PushedRef.moved(ref, SHA);
        assertThat(push.branch()).isEqualTo(Optional.ofNullable(branch));
        assertThat(push.tag()).isEqualTo(Optional.ofNullable(tag));
        assertThat(push.shortForm()).isEqualTo(shortForm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main",
                "heads/main",
                "refs/heads/a b",
                "refs/heads/a:b",
                "refs/heads/a\n",
                "refs/heads/a\u2003"
            })
    void refusesAReferenceThatGitWouldNot(String ref) {
        assertThatThrownBy(() -> PushedRef.moved(ref, SHA)).hasMessageContaining("in full");
        assertThatThrownBy(() -> PushedRef.deleted(ref)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnOverLongReference() {
        assertThatThrownBy(() -> PushedRef.deleted("refs/heads/" + "x".repeat(1014)))
                .hasMessageContaining("1024 characters");
        assertThat(PushedRef.deleted("refs/heads/" + "x".repeat(1013)).branch()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2222", "222222222222222222222222222222222222zzzz", SHA + "0"})
    void refusesACommitThatIsNone(String commit) {
        assertThatThrownBy(() -> PushedRef.moved("refs/heads/main", commit)).hasMessageContaining("40 hex");
    }

    @Test
    void hasACommitExactlyWhenItIsNoDeletion() {
        assertThat(PushedRef.moved("refs/heads/main", SHA.toUpperCase(Locale.ROOT))
                        .commit())
                .isEqualTo(SHA);
        assertThat(PushedRef.deleted("refs/heads/main").deleted()).isTrue();
        assertThatThrownBy(() -> PushedRef.moved("refs/heads/main", null)).hasMessageContaining("unless it deletes");
        assertThatThrownBy(() -> new PushedRef("refs/heads/main", SHA, true)).hasMessageContaining("unless it deletes");
    }
}
