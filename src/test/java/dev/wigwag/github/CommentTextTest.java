package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.chatops.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers below comments. */
class CommentTextTest {
    @Test
    void theAnswerNamesWhoAskedAndSaysItPlainly() {
        String text = CommentText.of(new Reply(true, "Approved", List.of("podinfo goes on within 30 s")), "ben");

        assertThat(text).isEqualTo("""
                ✅ @ben
                ```text
                Approved
                podinfo goes on within 30 s
                ```

                <!-- wigwag -->""");
    }

    @Test
    void aRefusalLooksLikeOne() {
        assertThat(CommentText.of(new Reply(false, "You may not", List.of()), "ben"))
                .startsWith("⚠️ @ben\n```text\nYou may not\n```");
    }

    @Test
    void whatWasAskedForIsToldWithoutASign() {
        assertThat(CommentText.of(Reply.told("Under way", List.of()), "ben"))
                .startsWith("@ben\n```text\nUnder way\n```");
    }

    @Test
    void strangersWordsCannotLeaveTheBlockOfCode() {
        String text = CommentText.of(new Reply(true, "```` @everyone", List.of("```\n# loud", "fixes #1")), "ben");

        assertThat(text).startsWith("✅ @ben\n`````text\n").contains("\n`````\n\n<!--");
        assertThat(text.substring("✅ @ben\n`````text\n".length(), text.indexOf("\n`````\n\n")))
                .doesNotContain("`````");
    }

    @Test
    void aLongAnswerIsCut() {
        String text = CommentText.of(new Reply(true, "x".repeat(100_000), List.of()), "ben");

        assertThat(text.length()).isLessThan(9_000);
        assertThat(text).contains("x…\n```");
    }
}
