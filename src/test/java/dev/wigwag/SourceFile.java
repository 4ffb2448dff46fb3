package dev.wigwag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java file as people read it, for the rules that byte code does not show. */
public record SourceFile(Path path, String text) {
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:\\w+ |non-sealed )*(?:class|interface|record|enum|@interface) \\w+");
    private static final Pattern LAST_IMPORT = Pattern.compile("(?s).*^(?:import|package) [^;]+;", Pattern.MULTILINE);

    /** Every Java file below a directory. */
    public static List<SourceFile> below(String directory) {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> new SourceFile(file, read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** Whether it declares a public type and no Javadoc comment stands between the imports and that. */
    boolean hidesWhatItsPublicTypeIsFor() {
        Matcher type = PUBLIC_TYPE.matcher(text);
        if (!type.find()) {
            return false;
        }
        Matcher head = LAST_IMPORT.matcher(text).region(0, type.start());
        return !text.substring(head.lookingAt() ? head.end() : 0, type.start()).contains("/**");
    }

    @Override
    public String toString() {
        return path + " (" + lines() + " lines)";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
