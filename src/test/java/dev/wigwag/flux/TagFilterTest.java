package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.flux.TagFilter.Answer;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagFilterTest {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(delimiter = ';', textBlock = """
            .*-rc.*                    ; 1.2.3-rc.1      ; KEEPS
            .*-rc.*                    ; 1.2.3           ; DROPS
            rc                         ; 1.2.3-rc.1      ; KEEPS
            ^rc                        ; 1.2.3-rc.1      ; DROPS
            alpine$                    ; 1.2.3-alpine    ; KEEPS
            alpine$                    ; 1.2.3-alpine.1  ; DROPS
            ^\\d+\\.\\d+\\.\\d+$       ; 1.2.3           ; KEEPS
            ^\\d+\\.\\d+\\.\\d+$       ; 1.2.3-rc.1      ; DROPS
            ^v?[0-9]+\\.               ; v1.2.3          ; KEEPS
            ^(v|release-)[0-9.]+$      ; v1.2.3          ; KEEPS
            -(alpha|beta)\\.[0-9]{1,3}$; 1.0.0-beta.12   ; KEEPS
            -(alpha|beta)\\.[0-9]{1,3}$; 1.0.0-beta.1234 ; DROPS
            (?i)RC                     ; 1.2.3-rc.1      ; KEEPS
            (?:rc|dev)                 ; 1.2.3-dev       ; KEEPS
            ^1\\.2\\.3(-rc)?$          ; 1.2.3           ; KEEPS
            [^-]-x                     ; 1.2.3-x         ; KEEPS
            [\\]\\[]                   ; 1.2.3           ; DROPS
            .*?-rc                     ; 1.2.3-rc.1      ; KEEPS
            \\x33$                     ; 1.2.3           ; KEEPS
            \\bdev\\b                  ; 1.2.3-dev.1     ; KEEPS
            """)
    void findsItsExpressionInATag(String expression, String tag, Answer answer) {
        assertThat(TagFilter.of(expression).ask(tag)).isEqualTo(answer);
    }

    @Test
    void keepsEveryTagWithoutAnExpression() {
        assertThat(TagFilter.of(null).ask("1.2.3")).isEqualTo(Answer.KEEPS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // other syntax, or another meaning, in Go
                "[[:digit:]]+",
                "[a-z&&[^x]]",
                "[a[b]]",
                "[]a]",
                "[^]a]",
                "(?P<major>[0-9]+)",
                "(?<major>[0-9]+)",
                "(?=1)",
                "(?!1)",
                "(?<=1)",
                "(?>1)",
                "(?x)1",
                "(a)\\1",
                "\\Q1\\E",
                "\\cA",
                "\\u0031",
                "\\R",
                "\\G",
                "a*+",
                "a{2}{3}",
                // what neither can read
                "(",
                ")",
                "[",
                "[a",
                "*",
                "a**",
                "\\",
                "a{2",
                "[b-a]",
                // what may take for ever
                "(a+)+$",
                "(a*)*$",
                "(a|a)*$",
                "(a|aa)+$",
                "(a|a){100}$",
                "(){1000}",
                "^{1000}",
                "$*",
                "\\b{99999999}",
                "a{99999999999999999999}",
                "a?a?a?a?a?a?a?",
                "[\\[](a+)+$",
                "[\\]](a+)+$",
                "\\\\(a+)+$",
                "[a\\\\](a+)+$",
            })
    void leavesToFluxWhatItCannotReadTheSameWay(String expression) {
        assertThat(TagFilter.of(expression).ask("1.2.3")).isEqualTo(Answer.UNCLEAR);
    }

    @Test
    void leavesOverLongTextsToFlux() {
        assertThat(TagFilter.of("a".repeat(256)).ask("1.2.3")).isEqualTo(Answer.DROPS);
        assertThat(TagFilter.of("a".repeat(257)).ask("1.2.3")).isEqualTo(Answer.UNCLEAR);
        assertThat(TagFilter.of("1").ask("1".repeat(128))).isEqualTo(Answer.KEEPS);
        assertThat(TagFilter.of("1").ask("1".repeat(129))).isEqualTo(Answer.UNCLEAR);
    }

    @Test
    void givesUpOnAnExpressionThatTriesTooManyWays() {
        assertThat(TagFilter.of("a*a*a*a*a*a*a*a*a*a*b").ask("a".repeat(128))).isEqualTo(Answer.UNCLEAR);
    }

    @Test
    void countsItsStepsOverAllTags() {
        TagFilter filter = TagFilter.of("a*a*c");
        long clear = IntStream.range(0, 1000)
                .filter(i -> filter.ask("a".repeat(40)) == Answer.DROPS)
                .count();
        assertThat(clear).isBetween(1L, 999L);
        assertThat(filter.ask("c")).isEqualTo(Answer.UNCLEAR);
    }

    @Test
    void endsAtTheFirstReadThatIsTooMany() {
        MeteredText text = new MeteredText("abc", 2);
        assertThat(text.charAt(0)).isEqualTo('a');
        assertThat(text.subSequence(1, 3)).hasToString("bc");
        assertThat(text.charAt(2)).isEqualTo('c');
        assertThat(text.readsLeft()).isZero();
        assertThatThrownBy(() -> text.charAt(1))
                .isInstanceOf(MeteredText.SpentException.class)
                .hasNoCause();
        assertThat(text.readsLeft()).isZero();
    }

    @ParameterizedTest
    @MethodSource("randomExpressions")
    void alwaysAnswers(String expression) {
        TagFilter filter = TagFilter.of(expression);
        assertThat(filter.ask("a".repeat(127) + "!")).isNotNull();
        assertThat(filter.ask("1.2.3-ab")).isIn((Object[]) Answer.values());
    }

    static Stream<String> randomExpressions() {
        Random random = new Random(31);
        String[] pieces = {
            "a", "a*", "a+", ".*", "(", ")", "|", "?", "{2}", "{0,255}", "[a-z]", "[", "]", "\\", "^", "$", "\\b",
            "(?:", "(|)", "(a|)", "(?i)", "&&", "[^a]*", "b", "é"
        };
        return IntStream.range(0, 1500).mapToObj(i -> {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(14); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            return text.toString();
        });
    }
}
