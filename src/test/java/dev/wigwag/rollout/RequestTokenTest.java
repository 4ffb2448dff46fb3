package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTokenTest {
    private static final APush PUSH = APush.of('b').over('a');

    @Test
    void theSamePushGivesTheSameTokenWhoeverDeliversIt() {
        assertThat(token(PUSH.deliveredAs("guid-2"))).isEqualTo(token(PUSH));
        assertThat(token(PUSH).toString()).matches("wigwag-[0-9a-f]{16}");
    }

    @Test
    void everythingThatMakesAnotherPushMakesAnotherToken() {
        Set<RequestToken> tokens = Stream.of(
                        PUSH,
                        PUSH.of("other"),
                        PUSH.to("refs/heads/release"),
                        PUSH.to("refs/tags/main"),
                        PUSH.over('9'),
                        APush.of('c').over('a'),
                        PUSH.asTagObject('d'),
                        PUSH.at(1),
                        PUSH.at(null))
                .map(RequestTokenTest::token)
                .collect(Collectors.toSet());

        assertThat(tokens).hasSize(9);
    }

    @Test
    void theFirstTurnIsTheBareStemAndLaterOnesCount() {
        RequestToken first = token(PUSH);

        assertThat(first.turn()).isEqualTo(1);
        assertThat(first.next().toString()).isEqualTo(first + "-2");
        assertThat(first.next().next().toString()).isEqualTo(first + "-3");
        assertThat(first.next().stem()).isEqualTo(first.stem());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (RequestToken token = token(PUSH); token.turn() < 12; token = token.next()) {
            assertThat(RequestToken.read(token.toString())).isEqualTo(token);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "2026-08-12T09:40:58.123456789Z",
                "wigwag-",
                "wigwag-0123456789ABCDEF",
                "wigwag-0123456789abcdef0",
                "wigwag-0123456789abcdef-",
                "wigwag-0123456789abcdef-0",
                "wigwag-0123456789abcdef-x",
                "wigwag-0123456789abcdef-99999999999",
                " wigwag-0123456789abcdef",
                "wigwag-0123456789abcdef\n",
                "wigwag-package-0123456789abcdef",
                "wigwag-include-01234567-89ab-cdef-0123-456789abcdef"
            })
    void valuesOfOthersAreNotOurs(String value) {
        assertThat(RequestToken.read(value)).isNull();
    }

    private static RequestToken token(APush push) {
        return RequestToken.of(push.push());
    }
}
