package dev.wigwag.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockKitRulesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DIVIDER = "{'type':'divider'}";

    @Test
    void aWholesomeMessagePasses() {
        assertThatCode(() -> check("[" + header("x".repeat(150)) + "," + section("x".repeat(3000)) + "," + DIVIDER
                        + ",{'type':'context','elements':[{'type':'mrkdwn','text':'a','verbatim':true}]}"
                        + ",{'type':'section','fields':[{'type':'mrkdwn','text':'a'}]}"
                        + ",{'type':'actions','block_id':'gate','elements':[" + button("a") + "," + button("b")
                        + "]}]"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("[]")).doesNotThrowAnyException();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("[" + header("x".repeat(151)) + "]", "less than 151", "/blocks/0/text/text"),
                Arguments.of(
                        "[{'type':'header','text':{'type':'mrkdwn','text':'a'}}]", "plain_text", "/blocks/0/text/type"),
                Arguments.of("[" + DIVIDER + "," + section("x".repeat(3001)) + "]", "3001", "/blocks/1/text/text"),
                Arguments.of("[" + section("") + "]", "more than 0", "/blocks/0/text/text"),
                Arguments.of("[{'type':'section'}]", "text or fields", "/blocks/0"),
                Arguments.of("[{'type':'section','text':{'type':'html','text':'a'}}]", "html", "/blocks/0/text"),
                Arguments.of(
                        "[{'type':'section','text':{'type':'plain_text','text':'a','verbatim':true}}]",
                        "additional property",
                        "/blocks/0/text"),
                Arguments.of("[{'type':'marquee'}]", "marquee", "/blocks/0"),
                Arguments.of("[{'type':'context','elements':[]}]", "1 to 10", "/blocks/0/elements"),
                Arguments.of(
                        "[{'type':'context','elements':[" + many(11, i -> "{'type':'mrkdwn','text':'a'}") + "]}]",
                        "1 to 10",
                        "/blocks/0/elements"),
                Arguments.of(
                        "[{'type':'section','fields':[" + many(11, i -> "{'type':'mrkdwn','text':'a'}") + "]}]",
                        "no more than 10",
                        "/blocks/0/fields"),
                Arguments.of("[" + many(51, i -> DIVIDER) + "]", "no more than 50", "/blocks"),
                Arguments.of(
                        "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}]",
                        "block_id already exists",
                        "/blocks/1"),
                Arguments.of(
                        "[{'type':'actions','elements':[" + button("a") + "," + button("a") + "]}]",
                        "action_id already exists",
                        "/blocks/0"),
                Arguments.of(
                        asking("x".repeat(101), "a", "danger"),
                        "less than 101",
                        "/blocks/0/elements/0/confirm/title/text"),
                Arguments.of(
                        asking("a", "x".repeat(301), "danger"),
                        "less than 301",
                        "/blocks/0/elements/0/confirm/text/text"),
                Arguments.of(asking("", "a", "danger"), "more than 0", "/blocks/0/elements/0/confirm/title/text"),
                Arguments.of(asking("a", "a", "quiet"), "style", "/blocks/0/elements/0/confirm/style"),
                Arguments.of("[{'type':'actions','elements':[{'type':'slider'}]}]", "slider", "/blocks/0/elements/0"));
    }

    private static String asking(String title, String text, String style) {
        String words = "{'type':'plain_text','text':'%s'}";
        return "[{'type':'actions','elements':[{'type':'button','text':" + words.formatted("a") + ",'confirm':{'title':"
                + words.formatted(title) + ",'text':" + words.formatted(text) + ",'confirm':" + words.formatted("a")
                + ",'deny':" + words.formatted("a") + ",'style':'" + style + "'}}]}]";
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsRefusedAndPointedAt(String blocks, String what, String where) {
        SlackRefusal refusal = catchThrowableOfType(SlackRefusal.class, () -> check(blocks));

        assertThat(refusal).hasMessage("invalid_blocks");
        assertThat(refusal.reasons())
                .singleElement()
                .asString()
                .contains(what)
                .endsWith("[json-pointer:" + where + "]");
    }

    @Test
    void allBlocksTogetherHaveALimitThatNoSingleOneReaches() {
        String five = "[" + many(5, i -> section("x".repeat(2700))) + "]";

        assertThat(catchThrowableOfType(SlackRefusal.class, () -> check(five))).hasMessage("msg_blocks_too_long");
        assertThat(catchThrowableOfType(SlackRefusal.class, () -> check("{}"))).hasMessage("invalid_blocks_format");
    }

    private static void check(String blocks) throws JsonProcessingException {
        BlockKitRules.check(MAPPER.readTree(blocks.replace('\'', '"')));
    }

    private static String header(String text) {
        return "{'type':'header','text':{'type':'plain_text','text':'" + text + "'}}";
    }

    private static String section(String text) {
        return "{'type':'section','text':{'type':'mrkdwn','text':'" + text + "'}}";
    }

    private static String button(String id) {
        return "{'type':'button','action_id':'" + id + "','text':{'type':'plain_text','text':'Go'}}";
    }

    private static String many(int times, IntFunction<String> each) {
        return IntStream.range(0, times).mapToObj(each).collect(Collectors.joining(","));
    }
}
