package dev.wigwag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.SelectClasses;

/** The build runs tests inside the application apart from the others: the list keeps them from the others, {@link ApplicationTests} runs them. */
class QuarkusTestsTest {
    private static final Pattern MARK = Pattern.compile("(?m)^@QuarkusTest$");
    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void theListNamesEveryTestInsideTheApplicationAndNoOther() throws Exception {
        assertThat(listed()).isSorted().containsExactlyInAnyOrderElementsOf(marked());
    }

    @Test
    void whatTheOthersLeaveOutRunsTogether() throws Exception {
        SelectClasses together = ApplicationTests.class.getAnnotation(SelectClasses.class);

        assertThat(together.names())
                .containsExactlyElementsOf(listed().stream()
                        .map(file -> file.replaceFirst("\\.java$", "").replace('/', '.'))
                        .toList());
    }

    private static List<String> marked() throws IOException {
        try (var files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(QuarkusTestsTest::isMarked)
                    .map(file -> TESTS.relativize(file).toString())
                    .toList();
        }
    }

    private static List<String> listed() throws IOException {
        return Files.readAllLines(Path.of("src/test/quarkus-tests.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static boolean isMarked(Path file) {
        try {
            return MARK.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
