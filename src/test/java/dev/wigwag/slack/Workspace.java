package dev.wigwag.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.engine.Face;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.SecretsDirectory;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import dev.wigwag.sandbox.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Slack, what mirrors rollouts to it, and the outlet entries of the rollout that is mirrored. */
final class Workspace implements AutoCloseable {
    static final String CHANNEL = "C0FLEET01";

    final HandSetClock clock = new HandSetClock(Drawn.NOON);
    final SlackStandIn slack = SlackStandIn.start(Apis.TOKEN, clock);
    private final Path secrets;
    private final Map<String, String> settings = new HashMap<>();
    private String link = "";
    private SlackMirror mirror;
    private List<Outlet> entries = List.of();

    Workspace(Path secrets) {
        this.secrets = secrets;
        slack.open(CHANNEL);
        set(SlackConfig.BOT_TOKEN, Apis.TOKEN);
        set("wigwag.slack.channel", CHANNEL);
        set(SlackConfig.API_URL, slack.url().toString());
    }

    /** Sets a property; null takes it away. A process is made anew. */
    Workspace set(String property, String value) {
        if (value == null) {
            settings.remove(property);
        } else {
            settings.put(property, value);
        }
        mirror = null;
        return this;
    }

    /** Where the messages lead to. */
    Workspace link(String template) {
        link = template;
        mirror = null;
        return this;
    }

    SlackMirror mirror() {
        if (mirror == null) {
            SlackConfig config = TestSettings.of(SlackConfig.class, settings);
            SecretsDirectory directory = new SecretsDirectory(secrets, clock, Runnable::run);
            SlackApi api = new SlackApi(config, config.apiUrl(), directory, Duration.ofSeconds(10));
            mirror = new SlackMirror(
                    api,
                    new CommitPeople(api, config, clock),
                    new IncomingWebhooks(api, config, directory),
                    new RoutedViews(config, clock),
                    TestSettings.of(
                            WigwagConfig.class,
                            link.isEmpty()
                                    ? Map.of("wigwag.cluster", "prod-eu")
                                    : Map.of("wigwag.cluster", "prod-eu", "wigwag.link", link)),
                    new SigningSecrets(config, directory, clock),
                    new OwnTeam(config),
                    clock);
        }
        return mirror;
    }

    /** The rollout with the outlet entries as they are by now. */
    Rollout stored(Drawn drawn) {
        Rollout rollout = lookedAt(drawn.rollout());
        for (Outlet entry : entries) {
            rollout = Outlets.with(rollout, entry, clock.instant());
        }
        return rollout;
    }

    /** Whoever has looked at a rollout has seen its source. */
    private static Rollout lookedAt(Rollout rollout) {
        RolloutStatus status = rollout.status();
        Stage source = new Stage(
                rollout.source().kind(),
                rollout.source().namespace(),
                rollout.source().name(),
                StagePhase.Succeeded,
                null,
                Drawn.NOON,
                Drawn.NOON,
                null);
        return rollout.withStatus(new RolloutStatus(
                status.attempt(),
                status.request(),
                status.revision(),
                status.phase(),
                status.summary(),
                status.counts(),
                Stream.concat(Stream.of(source), status.stages().stream()).toList(),
                status.approvals(),
                status.outlets(),
                status.conditions()));
    }

    List<Face> faces(Drawn drawn) {
        return mirror().faces(stored(drawn), Optional.empty());
    }

    Optional<Face> face(Drawn drawn, String kind) {
        return faces(drawn).stream().filter(face -> face.kind().equals(kind)).findFirst();
    }

    /** What names the thing at the far end; null if nothing is known to. */
    String ref(Face face) {
        return entries.stream()
                .filter(entry ->
                        entry.kind().equals(face.kind()) && entry.target().equals(face.target()))
                .findFirst()
                .map(Outlet::ref)
                .orElse(null);
    }

    /** Keeps that the picture was shown. */
    void settle(Face face, String ref) {
        Rollout rollout = stored(Drawn.in(Phase.Pending, "waits"));
        Outlet entry = new Outlet(face.kind(), face.target(), ref, face.digest(), clock.instant(), null, null, null);
        entries = Outlets.with(rollout, entry, clock.instant()).status().outlets();
    }

    /** Shows everything that is not shown yet, until nothing is left; answers how many pictures that took. */
    int mirrorAll(Drawn drawn) {
        for (int shown = 0; shown < 50; shown++) {
            Optional<Face> behind = faces(drawn).stream()
                    .filter(face -> entries.stream()
                            .noneMatch(entry -> entry.kind().equals(face.kind())
                                    && entry.target().equals(face.target())
                                    && face.digest().equals(entry.digest())))
                    .findFirst();
            if (behind.isEmpty()) {
                return shown;
            }
            clock.pass(Duration.ofSeconds(2));
            settle(behind.get(), behind.get().show(ref(behind.get())));
        }
        throw new AssertionError("it never comes to an end");
    }

    List<JsonNode> messages() {
        return slack.messages(CHANNEL).stream()
                .filter(message -> !message.has("thread_ts"))
                .toList();
    }

    List<JsonNode> replies() {
        return slack.messages(CHANNEL).stream()
                .filter(message -> message.has("thread_ts"))
                .toList();
    }

    /** The replies as they are read. */
    List<String> told() {
        return replies().stream().map(SlackPreview::reply).toList();
    }

    @Override
    public void close() {
        slack.close();
    }
}
