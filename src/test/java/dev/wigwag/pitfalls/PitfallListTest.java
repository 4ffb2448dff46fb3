package dev.wigwag.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The lists of pitfalls (flux.md §13, flagger.md §11) and the tests agree: {@code "6: …"} is the test of the sixth, in
 * whatever package a class called {@code …PitfallsTest} has to be; Flagger's are those called {@code Flagger…}.
 */
class PitfallListTest {
    private static final int OF_FLUX = 41;
    private static final int OF_FLAGGER = 35;
    private static final Pattern NUMBERED = Pattern.compile("([1-9][0-9]*): [^ ].*");
    private static final Path CLASSES = Path.of("target/test-classes");

    @Test
    void everyPitfallOfFluxHasExactlyOneTest() throws IOException {
        assertThat(numbers(test -> !isOfFlagger(test))).containsExactlyInAnyOrderElementsOf(upTo(OF_FLUX));
    }

    @Test
    void everyPitfallOfFlaggerHasExactlyOneTest() throws IOException {
        assertThat(numbers(PitfallListTest::isOfFlagger)).containsExactlyInAnyOrderElementsOf(upTo(OF_FLAGGER));
    }

    private static List<Integer> numbers(Predicate<Method> which) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith("PitfallsTest.class"))
                    .flatMap(file -> tests(CLASSES.relativize(file)))
                    .filter(which)
                    .map(PitfallListTest::number)
                    .toList();
        }
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static boolean isOfFlagger(Method test) {
        return test.getDeclaringClass().getSimpleName().startsWith("Flagger");
    }

    private static Stream<Method> tests(Path file) {
        String name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        try {
            Class<?> type = Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    PitfallListTest.class.getClassLoader());
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class));
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(file + " is no class of these tests", e));
        }
    }

    private static int number(Method test) {
        DisplayName shown = test.getAnnotation(DisplayName.class);
        Matcher numbered = NUMBERED.matcher(shown == null ? "" : shown.value());
        assertThat(numbered.matches())
                .as("%s bears a display name such as '6: what the trap is'", test)
                .isTrue();
        return Integer.parseInt(numbered.group(1));
    }
}
