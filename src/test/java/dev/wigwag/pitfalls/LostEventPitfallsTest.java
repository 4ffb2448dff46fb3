package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.AnEvent.info;
import static dev.wigwag.pitfalls.Fleet.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.flux.EventProvider;
import dev.wigwag.sandbox.flux.FluxEvent;
import dev.wigwag.sandbox.flux.NotificationControllerStandIn;
import dev.wigwag.sandbox.flux.NotificationSettings;
import dev.wigwag.sandbox.flux.SentEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Flux never tells: pitfalls of flux.md §13. The tick has to find it. */
@Timeout(60)
class LostEventPitfallsTest {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    @DisplayName("10: what was sent once is not sent again for five minutes, even if it did not arrive")
    void aLostEventWhoseRepetitionsAreDroppedIsMadeUpForByTheTick() throws Exception {
        fleet.at('a').with("apps", 'a').look();
        fleet.fetched('b');
        fleet.kustomization("apps", 'b', 'a', "Unknown", "Progressing", "running");
        fleet.look();
        FluxEvent passed =
                info("Kustomization/apps", "Progressing", "Health check passed", Map.of("revision", revision('b')));
        FluxEvent other = info("Kustomization/gone", "Progressing", "Health check passed", Map.of());
        AtomicInteger status = new AtomicInteger(401);
        HttpServer edge = edge(status);
        URI address = URI.create("http://127.0.0.1:" + edge.getAddress().getPort() + "/flux");
        try (NotificationControllerStandIn controller = new NotificationControllerStandIn(
                () -> Optional.of(address),
                EventProvider.genericHmac("not the secret yet"),
                NotificationSettings.USUAL,
                Clock.systemUTC())) {
            controller.accept(passed);
            await().until(() -> controller.sent().size() == 1);
            status.set(202);
            fleet.succeeded("apps", 'b');
            controller.accept(passed);
            controller.accept(other);
            await().until(() -> controller.sent().size() > 1);
            assertThat(controller.sent()).extracting(SentEvent::event).containsExactly(passed, other);
        } finally {
            edge.stop(0);
        }

        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Progressing);
        fleet.process.hearTick();
        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    @DisplayName("16: an Alert with matchLabels says nothing of what has just been deleted")
    void aDeletionThatNoEventTellsIsFoundByTheTick() {
        fleet.at('a').with("apps", 'a').with("infra", 'a');
        fleet.kustomization("apps", 'a', '0', "Unknown", "Progressing", "running");
        fleet.look();
        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Progressing);

        fleet.delete("Kustomization", "apps");
        fleet.process.hearTick();

        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Succeeded);
        assertThat(fleet.stages('a')).containsEntry("Kustomization/apps", "Superseded: deleted");
        assertThat(SampleAlert.fromTheReadme().sources())
                .isNotEmpty()
                .noneMatch(source -> source.containsKey("matchLabels"));
    }

    @Test
    @DisplayName("26: a commit of ignored files alone moves the revision, and no event says so")
    void aRevisionThatNoArtifactEventAnnouncedIsFoundByTheTick() {
        fleet.at('a').with("apps", 'a').look();

        fleet.fetched('b');
        fleet.succeeded("apps", 'b');
        fleet.process.hearTick();

        assertThat(fleet.says('b')).isEqualTo("Succeeded: 2/2 ready");
        assertThat(fleet.rollout('b').status().conditions())
                .as("no first sight")
                .isEmpty();
    }

    /** An edge that answers what it is told, and hears only what it accepts. */
    private HttpServer edge(AtomicInteger status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/flux", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                if (status.get() == 202) {
                    fleet.process.hearEvent(body);
                }
                exchange.sendResponseHeaders(status.get(), -1);
            } catch (Malformed e) {
                exchange.sendResponseHeaders(400, -1);
            }
            exchange.close();
        });
        server.start();
        return server;
    }
}
