package dev.wigwag;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size guide, and what can only be seen in the text of the sources. */
class SourceRulesTest {
    private static final int LONGEST = 350;
    private static final int LONG = 180;

    /** Written so that it does not find itself. */
    private static final Pattern NAP =
            Pattern.compile("\\b(?:Thread|TimeUnit\\.[A-Z]+|[A-Z]+S)\\s*\\.\\s*sleep\\b\\s*\\(");

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/sandbox/java"})
    void filesAreShort(String sources) {
        List<SourceFile> byLength = SourceFile.below(sources).stream()
                .sorted(Comparator.comparingInt(SourceFile::lines).reversed())
                .toList();
        assertThat(byLength).isNotEmpty();

        assertThat(byLength).filteredOn(file -> file.lines() > LONGEST).isEmpty();
        assertThat(byLength)
                .filteredOn(file -> file.lines() > LONG)
                .as("nine files of ten have at most %d lines", LONG)
                .hasSizeLessThanOrEqualTo(byLength.size() / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/sandbox/java"})
    void everyPublicTypeSaysWhatItIsFor(String sources) {
        assertThat(SourceFile.below(sources))
                .isNotEmpty()
                .filteredOn(SourceFile::hidesWhatItsPublicTypeIsFor)
                .isEmpty();
    }

    @Test
    void noTestNaps() {
        assertThat(SourceFile.below("src/test/java"))
                .isNotEmpty()
                .filteredOn(file -> NAP.matcher(file.text()).find())
                .as("wait for what you wait for, by Awaitility or a latch; a nap is too short or too long")
                .isEmpty();
    }

    @Test
    void aMissingCommentIsFoundWhateverStandsAround() {
        String imports = "package a;\n\nimport b.C;\n\n";

        assertThat(file(imports + "public final class D {}").hidesWhatItsPublicTypeIsFor())
                .isTrue();
        assertThat(file(imports + "@E(\n  f = {G.class})\npublic sealed interface D {}")
                        .hidesWhatItsPublicTypeIsFor())
                .isTrue();
        assertThat(file("/** Of the file. */\n" + imports + "public record D() {}")
                        .hidesWhatItsPublicTypeIsFor())
                .isTrue();
        assertThat(file(imports + "/** For this. */\n@E(\n  f = {G.class})\npublic class D {}")
                        .hidesWhatItsPublicTypeIsFor())
                .isFalse();
        assertThat(file(imports + "final class D {\n    public static class E {}\n}")
                        .hidesWhatItsPublicTypeIsFor())
                .isFalse();
    }

    @Test
    void aNapIsFoundInItsUsualForms() {
        String call = "sleep(5)";

        assertThat(List.of("Thread." + call, "TimeUnit.SECONDS." + call, "MILLISECONDS." + call))
                .allMatch(text -> NAP.matcher(text).find());
        assertThat(List.of("preStop." + call, "\"sleep\", \"5\"", "Threads.asleep(1)"))
                .noneMatch(text -> NAP.matcher(text).find());
    }

    private static SourceFile file(String text) {
        return new SourceFile(Path.of("D.java"), text);
    }
}
