package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What each kind of event comes to before it is acted on. */
class EventKindsTest {
    private static final Delivery DELIVERY = new Delivery("guid-1", "push", false);

    @Test
    void aPushSpeaksForItsRepository() throws Malformed {
        EventKind push = new PushEvent(null);

        EventKind.Understood read = push.read(DELIVERY, PushFixture.push().stream());

        assertThat(push.names()).containsExactly("push");
        assertThat(read.repository()).isEqualTo("acme/fleet");
        assertThat(read.ref()).isEqualTo("refs/heads/main");
        assertThat(read.commit()).isEqualTo(PushFixture.B);
        assertThat(read.act()).isNotNull();
    }

    @Test
    void aPingOfARepositorySpeaksForIt() throws Malformed {
        EventKind ping = new PingEvent(null);

        EventKind.Understood read = ping.read(DELIVERY, PushFixture.push().with("zen", "\"Keep it small\"").stream());

        assertThat(ping.names()).containsExactly("ping");
        assertThat(read.repository()).isEqualTo("acme/fleet");
        assertThat(read.act()).isNotNull();
    }

    @Test
    void aPingOfAnOrganisationIsTakenAndDoesNothing() throws Malformed {
        EventKind.Understood read = new PingEvent(null)
                .read(
                        DELIVERY,
                        json("{\"zen\":\"Keep it small\",\"hook_id\":42,\"organization\":{\"login\":\"acme\"}}"));

        assertThat(read.repository()).isNull();
        assertThat(read.act()).isNull();
        assertThat(read.note()).contains("ping");
    }

    @Test
    void aPingThatNamesOneRepositoryAndGivesTheAddressOfAnotherIsMalformed() {
        PushFixture ping = PushFixture.push().withRepository("clone_url", "\"https://github.com/victim/infra.git\"");

        assertThatThrownBy(() -> new PingEvent(null).read(DELIVERY, ping.stream()))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("clone_url");
    }

    @Test
    void aPackageThatIsNoImageIsOfNoInterest() throws Malformed {
        EventKind.Understood read =
                new PackageEvent(null).read(DELIVERY, json("{\"action\":\"published\",\"package\":{\"name\":\"x\"}}"));

        assertThat(read.act()).isNull();
        assertThat(read.note()).isEqualTo("no container image was published");
    }

    private static ByteArrayInputStream json(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
