package dev.wigwag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build runs tests inside the application apart from the others; by this list it knows which they are. */
class QuarkusTestsTest {
    private static final Pattern MARK = Pattern.compile("(?m)^@QuarkusTest$");
    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void theListNamesEveryTestInsideTheApplicationAndNoOther() throws Exception {
        List<String> marked;
        try (var files = Files.walk(TESTS)) {
            marked = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(QuarkusTestsTest::isMarked)
                    .map(file -> TESTS.relativize(file).toString())
                    .toList();
        }
        List<String> listed = Files.readAllLines(Path.of("src/test/quarkus-tests.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(listed).isSorted().containsExactlyInAnyOrderElementsOf(marked);
    }

    private static boolean isMarked(Path file) {
        try {
            return MARK.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
