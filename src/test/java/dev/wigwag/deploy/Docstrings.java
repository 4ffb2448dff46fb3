package dev.wigwag.deploy;

import dev.wigwag.SourceFile;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands above a member in the sources, as Markdown in one line: class files do not have it. */
final class Docstrings {
    private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*";
    private static final Pattern CODE = Pattern.compile("\\{@code ((?:[^{}]|\\{[^{}]*})*)}");

    private final Map<String, String> sources = SourceFile.below("src/main/java").stream()
            .collect(Collectors.toMap(file -> file.path().getFileName().toString(), SourceFile::text, String::concat));

    /**
     * Of a method without parameters.
     *
     * @throws AssertionError if it has none
     */
    String ofMethod(Class<?> owner, String method) {
        String annotations = "(?:@\\w+(?:\\([^)]*\\))?\\s*)*";
        return find(owner, COMMENT + annotations + "[\\w<>.]+ " + method + "\\(\\);");
    }

    /**
     * Of a constant that holds a name.
     *
     * @throws AssertionError if it has none
     */
    String ofConstant(Class<?> owner, String value) {
        return find(owner, COMMENT + "[\\w ]*String \\w+ = \"" + Pattern.quote(value) + "\";");
    }

    private String find(Class<?> owner, String pattern) {
        String file = outermost(owner).getSimpleName() + ".java";
        String text = sources.getOrDefault(file, "");
        int from = owner.getEnclosingClass() == null ? 0 : text.indexOf("interface " + owner.getSimpleName() + " {");
        Matcher found = Pattern.compile("(?s)" + pattern).matcher(text);
        if (!found.find(Math.max(from, 0))) {
            throw new AssertionError(owner.getName() + " has no docstring before " + pattern);
        }
        return markdown(found.group(1));
    }

    /** Without margin and references; code between backticks; a bar would end the cell of a table. */
    static String markdown(String comment) {
        String line = comment.replaceAll("(?m)^\\s*\\*", "").strip().replaceAll("\\s+", " ");
        return CODE.matcher(line)
                .replaceAll(code -> Matcher.quoteReplacement("`" + code.group(1) + "`"))
                .replaceAll(" ?\\(reference: [^)]*\\)", "")
                .replace("|", "\\|");
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }
}
