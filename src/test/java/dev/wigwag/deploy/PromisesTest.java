package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.SourceFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each promise of the README names a test that is there. */
class PromisesTest {
    private static final Pattern PROMISE = Pattern.compile("(?m)^- (.+)<br>\n  <sub>`(\\w+)#(\\w+)`</sub>$");
    private static final Pattern KEPT_FROM_RUNNING = Pattern.compile("@Disabled|[;{}]\\s*\n\\s*\n");

    private final String text = new Readme().section("Promises");
    private final List<Promise> promises = PROMISE.matcher(text)
            .results()
            .map(found -> new Promise(found.group(1), found.group(2), found.group(3)))
            .toList();

    @Test
    void everyPromiseNamesItsTest() {
        assertThat(promises).hasSizeGreaterThan(20);
        assertThat(text.lines().filter(line -> line.startsWith("- "))).hasSameSizeAs(promises);
    }

    @Test
    void everyPromiseSaysHowFirmItIs() {
        assertThat(promises)
                .extracting(Promise::sentence)
                .allSatisfy(sentence -> assertThat(sentence)
                        .containsPattern("\\b(MUST|SHOULD|MAY)\\b")
                        .endsWith("."));
    }

    @Test
    void noTwoPromisesAreHeldByTheSameTest() {
        assertThat(promises)
                .extracting(promise -> promise.file() + promise.method())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyTestThatIsNamedIsThereAndRuns() {
        List<SourceFile> tests = SourceFile.below("src/test/java");

        assertThat(promises)
                .filteredOn(promise -> tests.stream()
                                .filter(test -> test.path().endsWith(promise.file() + ".java"))
                                .filter(test -> runs(promise.method(), test.text()))
                                .count()
                        != 1)
                .isEmpty();
    }

    @Test
    void aMethodThatIsNoTestIsNotTakenForOne() {
        assertThat(runs("a", "    @Test\n    void a() {")).isTrue();
        assertThat(runs("a", "    @ParameterizedTest\n    @ValueSource(ints = {1, 2})\n    void a(int b) {"))
                .isTrue();
        assertThat(runs("a", "    @Test\n    void b() {\n    }\n\n    private void a() {"))
                .isFalse();
        assertThat(runs("a", "    @Test\n    @Disabled(\"b\")\n    void a() {")).isFalse();
        assertThat(runs("a", "    void a() {")).isFalse();
    }

    /** Whether a method stands under an annotation that makes it a test, and under none that keeps it from running. */
    private static boolean runs(String method, String text) {
        Matcher declared = Pattern.compile("\\bvoid " + method + "\\(").matcher(text);
        if (!declared.find()) {
            return false;
        }
        String before = text.substring(0, declared.start());
        int annotated = Math.max(before.lastIndexOf("@Test\n"), before.lastIndexOf("Test("));
        annotated = Math.max(annotated, before.lastIndexOf("@ParameterizedTest\n"));
        return annotated >= 0
                && !KEPT_FROM_RUNNING.matcher(before.substring(annotated)).find();
    }

    /**
     * A promise.
     *
     * @param sentence what is promised
     * @param file the class that holds it
     * @param method and the test in there
     */
    private record Promise(String sentence, String file, String method) {}
}
