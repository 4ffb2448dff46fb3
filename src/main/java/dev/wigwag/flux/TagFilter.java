package dev.wigwag.flux;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An OCIRepository's {@code semverFilter}: only tags in which its regular expression is found count.
 *
 * <p>Flux reads it as Go does (RE2), which has neither Java's syntax throughout nor its running time. Only expressions
 * that mean the same in both and can be bounded are tried; for the rest, the answer is that it cannot be told. One
 * filter serves one judgement: its steps are counted over all tags.
 */
final class TagFilter {

    /** Longest tag a registry takes (OCI distribution specification). */
    static final int MAX_TAG = 128;

    static final int MAX_EXPRESSION = 256;

    private static final int MAX_READS = 200_000;

    private final Optional<Pattern> pattern;
    private int readsLeft = MAX_READS;

    private TagFilter(Optional<Pattern> pattern) {
        this.pattern = pattern;
    }

    /** What a filter says of a tag. */
    enum Answer {
        KEEPS,
        DROPS,
        UNCLEAR
    }

    /** The filter for an expression as it stands in a source; null keeps every tag. */
    static TagFilter of(String expression) {
        if (expression == null) {
            return new TagFilter(Optional.of(Pattern.compile("")));
        }
        if (expression.length() > MAX_EXPRESSION || !TameRegex.isTame(expression)) {
            return new TagFilter(Optional.empty());
        }
        try {
            return new TagFilter(Optional.of(Pattern.compile(expression)));
        } catch (PatternSyntaxException otherSyntax) {
            return new TagFilter(Optional.empty());
        }
    }

    Answer ask(String tag) {
        if (pattern.isEmpty() || tag.length() > MAX_TAG) {
            return Answer.UNCLEAR;
        }
        MeteredText text = new MeteredText(tag, readsLeft);
        try {
            return pattern.get().matcher(text).find() ? Answer.KEEPS : Answer.DROPS;
        } catch (MeteredText.SpentException ranWild) {
            return Answer.UNCLEAR;
        } finally {
            readsLeft = text.readsLeft();
        }
    }
}
