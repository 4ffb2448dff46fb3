package dev.wigwag.chatops;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a line: {@code verb [kind] [namespace/]name [reason…]}. It forgives what people type on telephones, but guesses nothing that
 * would be done at once.
 */
final class CommandLine {
    /** As many characters as a line of commands may have; of a longer one the rest is not read. */
    static final int LONGEST = 4000;

    /** Most code points of a reason, as it is kept. */
    static final int LONGEST_REASON = 300;

    /** Enough for the command's own name said again, a verb of two words, kinds, flags and a name. */
    private static final int WORDS = 16;

    private static final int SHOWN = 40;

    private static final String QUOTES = "\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb";

    private final String line;
    private final List<Word> words;
    private int at;

    private CommandLine(String line) {
        this.line = line;
        this.words = Word.of(line, WORDS);
    }

    /** Reads it; never fails, whatever it is. */
    static Said read(String text) {
        CommandLine read = new CommandLine(oneLine(text));
        read.skipOwnName();
        return read.command();
    }

    private static String oneLine(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()))
                .codePoints()
                .map(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@code /wigwag /wigwag help}, or a mention of us. */
    private void skipOwnName() {
        if (line.stripLeading().startsWith("<@") && words.size() > 1) {
            at++;
        }
        while (at < words.size() && slashless(words.get(at).text()).equals("wigwag")) {
            at++;
        }
    }

    private static String slashless(String word) {
        return word.replaceAll("^/+", "");
    }

    private Said command() {
        if (at == words.size()) {
            return new Command(Verb.HELP, Optional.empty(), Optional.empty());
        }
        String word = slashless(words.get(at++).text());
        if (word.equals("roll") && at < words.size() && words.get(at).text().equals("back")) {
            at++;
            word = Verb.ROLLBACK.word();
        }
        Optional<Verb> verb = Verb.of(word);
        if (verb.isEmpty()) {
            return unknown(word);
        }
        return switch (verb.get()) {
            case HELP, ROLLOUTS -> new Command(verb.get(), Optional.empty(), rest());
            default ->
                at == words.size() ? new Command(verb.get(), Optional.empty(), Optional.empty()) : of(verb.get());
        };
    }

    private Said unknown(String word) {
        String why = "\"" + CleanText.line(word, SHOWN) + "\" is none of the commands.";
        List<String> meant = Likeness.suggestions(word, Verb.words().stream());
        return new Said.Unclear(
                why,
                meant.isEmpty()
                        ? List.of("There are " + String.join(", ", Verb.words()) + ".")
                        : List.of("Did you mean " + String.join(" or ", meant) + "? Nothing was done."));
    }

    private Said of(Verb verb) {
        Optional<String> before = namespaceFlag();
        Optional<KindWord> kind = kind();
        Optional<String> between = namespaceFlag();
        if (at == words.size()) {
            return new Command(verb, Optional.empty(), Optional.empty());
        }
        String word = words.get(at++).text();
        Optional<String> behind = namespaceFlag();
        return named(verb, word, kind, before.or(() -> between).or(() -> behind));
    }

    private Said named(Verb verb, String word, Optional<KindWord> kind, Optional<String> flagged) {
        String[] parts = word.split("/", -1);
        boolean kindFirst = parts.length == 3
                || parts.length == 2 && kind.isEmpty() && KindWord.of(parts[0]).isPresent();
        Optional<KindWord> first = kindFirst ? KindWord.of(parts[0]) : Optional.empty();
        if (parts.length > 3 || kindFirst && first.isEmpty()) {
            return noName(word);
        }
        String name = parts[parts.length - 1];
        Optional<String> namespace =
                parts.length - (kindFirst ? 1 : 0) == 2 ? Optional.of(parts[parts.length - 2]) : flagged;
        Set<String> kinds = first.or(() -> kind).map(KindWord::kinds).orElse(Set.of());
        return ObjectKey.possible("Any", namespace.orElse("any"), name).isEmpty()
                ? noName(word)
                : new Command(verb, Optional.of(new Wanted(kinds, namespace, name)), rest());
    }

    private static Said noName(String word) {
        return new Said.Unclear(
                "\"" + CleanText.line(word, SHOWN) + "\" is no name of an object.",
                List.of("Say podinfo, test/podinfo or canary test/podinfo, for example."));
    }

    /** A kind's word, if a name follows it; {@code source git gitops} is what the {@code flux} command would take. */
    private Optional<KindWord> kind() {
        Optional<KindWord> kind = kindBeforeAnother();
        Optional<KindWord> closer = kind.equals(Optional.of(KindWord.SOURCE)) ? kindBeforeAnother() : Optional.empty();
        return closer.or(() -> kind);
    }

    private Optional<KindWord> kindBeforeAnother() {
        Optional<KindWord> kind =
                at + 1 < words.size() ? KindWord.of(words.get(at).text()) : Optional.empty();
        kind.ifPresent(found -> at++);
        return kind;
    }

    /** {@code -n test}, as {@code kubectl} takes it. */
    private Optional<String> namespaceFlag() {
        boolean flag = at + 1 < words.size()
                && Set.of("-n", "--namespace").contains(words.get(at).text());
        if (!flag) {
            return Optional.empty();
        }
        at += 2;
        return Optional.of(words.get(at - 1).text());
    }

    private Optional<String> rest() {
        String rest = at == 0 ? line : line.substring(words.get(at - 1).end());
        String clean = CleanText.line(rest.replaceAll(" {2,}", " ").strip(), LONGEST_REASON)
                .strip();
        boolean quoted = clean.length() > 1
                && QUOTES.indexOf(clean.charAt(0)) >= 0
                && QUOTES.indexOf(clean.charAt(clean.length() - 1)) >= 0;
        String bare = quoted ? clean.substring(1, clean.length() - 1).strip() : clean;
        return Optional.of(bare).filter(text -> !text.isEmpty());
    }
}
