package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.chatops.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseUrlTest {
    private static final Reply REPLY = new Reply(true, "Approved", List.of());
    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    void whoPressedIsToldAtTheVeryPlaceWhereTheApiIs() {
        try (OddServer server = new OddServer(200, "ok", Map.of())) {
            ResponseUrl url = new ResponseUrl(new SlackEndpoint(URI.create(server.url())));

            assertThat(url.tell(server.url().replace("/api", "/actions/1"), REPLY, LONG))
                    .isTrue();
            assertThat(server.authorizations()).containsExactly("null");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void anAnswerThatSlackDoesNotTakeIsGivenUp(int status) {
        try (OddServer server = new OddServer(status, "no", Map.of("Location", "http://127.0.0.1:1/x"))) {
            ResponseUrl url = new ResponseUrl(new SlackEndpoint(URI.create(server.url())));

            assertThat(url.tell(server.url(), REPLY, LONG)).isFalse();
            assertThat(server.authorizations()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d@evil.example/actions",
                "https://127.0.0.1:%d/actions",
                "http://localhost:%d/actions",
                "http://user@127.0.0.1:%d/actions",
                "http://127.0.0.1:1%d/actions",
                "//127.0.0.1:%d/actions",
                "actions",
                "",
                "http://[127.0.0.1:%d/\\"
            })
    void nobodyElseIsTold(String address) {
        try (OddServer server = new OddServer(200, "ok", Map.of())) {
            URI api = URI.create(server.url());

            assertThat(new ResponseUrl(new SlackEndpoint(api))
                            .tell(address.replace("%d", Integer.toString(api.getPort())), REPLY, LONG))
                    .isFalse();
            assertThat(server.authorizations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://slack.com/api, https://hooks.slack.com/actions/T1/2/abc, true",
        "https://slack-gov.com/api, https://hooks.slack-gov.com/actions/T1/2/abc, true",
        "https://slack.com/api, http://hooks.slack.com/actions/T1/2/abc, false",
        "https://slack.com/api, https://hooks.slack.com:8443/actions/T1/2/abc, false",
        "https://slack.com/api, https://hooks.slack.com.evil.example/actions, false",
        "https://slack.com/api, https://hooks.slack.com@evil.example/actions, false",
        "https://slack.com/api, https://evil.example/hooks.slack.com, false",
        "https://slack.com/api, https://HOOKS.slack.com/x, false"
    })
    void slacksOwnAddressesAreThoseOfItsHooks(URI api, String address, boolean allowed) {
        assertThat(new ResponseUrl(new SlackEndpoint(api)).allowed(address).isPresent())
                .isEqualTo(allowed);
    }

    @Test
    void withoutTimeOrAnAddressNothingIsTried() {
        try (OddServer server = new OddServer(200, "ok", Map.of())) {
            ResponseUrl url = new ResponseUrl(new SlackEndpoint(URI.create(server.url())));

            assertThat(url.tell(server.url(), REPLY, Duration.ofMillis(5))).isFalse();
            assertThat(url.tell(null, REPLY, LONG)).isFalse();
            assertThat(server.authorizations()).isEmpty();
        }
    }
}
