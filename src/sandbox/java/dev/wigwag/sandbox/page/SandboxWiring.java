package dev.wigwag.sandbox.page;

import dev.wigwag.github.ApiEndpoint;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flagger.ClusterDns;
import dev.wigwag.sandbox.flagger.FlaggerSettings;
import dev.wigwag.sandbox.flagger.FlaggerStandIn;
import dev.wigwag.sandbox.flux.EventProvider;
import dev.wigwag.sandbox.flux.Forges;
import dev.wigwag.sandbox.flux.HelmControllerStandIn;
import dev.wigwag.sandbox.flux.KustomizeControllerStandIn;
import dev.wigwag.sandbox.flux.KustomizeSettings;
import dev.wigwag.sandbox.flux.NotificationControllerStandIn;
import dev.wigwag.sandbox.flux.NotificationSettings;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.flux.TutorialCluster;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.Exchange;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.slack.SlackClient;
import dev.wigwag.sandbox.slack.SlackStandIn;
import dev.wigwag.slack.SlackEndpoint;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts the sandbox with the application, points the application's Kubernetes client at it, and stops it at the end. It is wired in
 * wherever the sandbox's sources are compiled in; build property {@code wigwag.sandbox.enabled=false} leaves it out.
 */
@Singleton
@Startup
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class SandboxWiring {

    private static final String LISTENING = "wigwag.sandbox.listening";
    private static final String SLACK_CHANNEL = "C0SANDBOX";
    private static final Duration RELEASE_TIME = Duration.ofMillis(500);

    private final SandboxCluster cluster;
    private final GitForge forge;
    private final GitHubStandIn github;
    private final AtomicReference<URI> events = new AtomicReference<>();
    private final NotificationControllerStandIn notificationController;
    private final SourceControllerStandIn sourceController;
    private final KustomizeControllerStandIn kustomizeController;
    private final HelmControllerStandIn helmController;
    private final ClusterDns dns = new ClusterDns();
    private final FlaggerStandIn flagger;
    private final SlackStandIn slack;
    private final SlackClient slackClient;
    private final GitHubApiStandIn githubApi;

    @Inject
    SandboxWiring(
            @ConfigProperty(name = "wigwag.sandbox.github-secret") String secret,
            @ConfigProperty(name = "wigwag.sandbox.flux-secret") String fluxSecret,
            @ConfigProperty(name = "wigwag.sandbox.flux-speed") int fluxSpeed,
            @ConfigProperty(name = "wigwag.sandbox.flagger-token") String flaggerToken,
            @ConfigProperty(name = "wigwag.sandbox.flagger-speed") int flaggerSpeed,
            @ConfigProperty(name = "wigwag.sandbox.slack-token") String slackToken,
            @ConfigProperty(name = "wigwag.sandbox.slack-signing-secret") String slackSecret,
            @ConfigProperty(name = "wigwag.sandbox.github-token") String githubToken) {
        Clock clock = Clock.systemUTC();
        cluster = SandboxCluster.start(clock);
        forge = TutorialRepository.create(clock);
        TutorialCluster.seed(cluster, forge, clock);
        Forges forges = new Forges();
        forges.register(forge);
        notificationController = new NotificationControllerStandIn(
                () -> Optional.ofNullable(events.get()),
                EventProvider.genericHmac(fluxSecret),
                NotificationSettings.USUAL,
                clock);
        kustomizeController = new KustomizeControllerStandIn(
                cluster, forges, clock, KustomizeSettings.WATCHABLE.faster(fluxSpeed), notificationController);
        kustomizeController.start();
        helmController =
                new HelmControllerStandIn(cluster, clock, RELEASE_TIME.dividedBy(fluxSpeed), notificationController);
        helmController.start();
        sourceController = new SourceControllerStandIn(cluster, forges, clock, notificationController);
        sourceController.start();
        github = new GitHubStandIn(forge, secret, clock);
        flagger = new FlaggerStandIn(
                cluster,
                dns,
                () -> Optional.ofNullable(events.get())
                        .map(listening -> "http://flagger:" + flaggerToken + "@wigwag.wigwag/flagger/event"),
                FlaggerSettings.USUAL.faster(flaggerSpeed),
                clock);
        // The tutorial's podinfo was deployed long ago.
        flagger.initialize();
        flagger.start();
        slack = SlackStandIn.start(slackToken, clock);
        slack.open(SLACK_CHANNEL);
        slack.join("U0ANA", Person.ANA.email(), Person.ANA.name());
        slack.join("U0BEN", Person.BEN.email(), Person.BEN.name());
        slackClient = new SlackClient(slack, slackSecret, () -> Optional.ofNullable(events.get()), clock);
        githubApi = new GitHubApiStandIn(clock);
        githubApi.repository(
                forge.owner() + "/" + forge.name(), sha -> forge.info(sha).isPresent());
        githubApi
                .credentials()
                .personalToken(githubToken, "wigwag-bot", "statuses", "deployments", "hooks", "comments");
        githubApi
                .hooks()
                .create(
                        "repos/" + forge.owner() + "/" + forge.name(),
                        GitHubStandIn.HOOK_ID,
                        "https://wigwag.example.org/github",
                        this::redeliver);
        Optional.ofNullable(System.getProperty(LISTENING)).ifPresent(this::listeningAt);
    }

    /** How the application's own client reaches the cluster; takes the place of what Quarkus would find out from its surroundings. */
    @Produces
    @Singleton
    Config clientConfig() {
        return cluster.clientConfig();
    }

    @Produces
    @Singleton
    SandboxCluster cluster() {
        return cluster;
    }

    @Produces
    @Singleton
    GitForge forge() {
        return forge;
    }

    @Produces
    @Singleton
    GitHubStandIn github() {
        return github;
    }

    @Produces
    @Singleton
    SourceControllerStandIn sourceController() {
        return sourceController;
    }

    @Produces
    @Singleton
    KustomizeControllerStandIn kustomizeController() {
        return kustomizeController;
    }

    @Produces
    @Singleton
    HelmControllerStandIn helmController() {
        return helmController;
    }

    @Produces
    @Singleton
    NotificationControllerStandIn notificationController() {
        return notificationController;
    }

    @Produces
    @Singleton
    FlaggerStandIn flagger() {
        return flagger;
    }

    /** Takes the place of GitHub's own; its repositories keep the addresses that they have on github.com. */
    @Produces
    @Singleton
    ApiEndpoint githubEndpoint() {
        return new ApiEndpoint(githubApi.url(), "github.com");
    }

    /** Takes the place of Slack's own. */
    @Produces
    @Singleton
    SlackEndpoint slackEndpoint() {
        return new SlackEndpoint(slack.url());
    }

    @Produces
    @Singleton
    GitHubApiStandIn githubApi() {
        return githubApi;
    }

    @Produces
    @Singleton
    SlackStandIn slack() {
        return slack;
    }

    @Produces
    @Singleton
    SlackClient slackClient() {
        return slackClient;
    }

    /** Events go to this very process as soon as it listens; earlier ones of Flux are tried again. */
    void listening(@ObservesAsync HttpServerStart start) {
        String base = "http://127.0.0.1:" + start.options().getPort();
        // A live reload makes everything anew but the server, which does not start again.
        System.setProperty(LISTENING, base);
        listeningAt(base);
    }

    private Exchange redeliver(Delivery delivery) {
        URI listening = events.get();
        return listening == null
                ? new Exchange(delivery, 0, "nobody listens yet", Duration.ZERO)
                : github.deliver(delivery, listening.resolve("/github"));
    }

    private void listeningAt(String base) {
        dns.serve("wigwag.wigwag", URI.create(base));
        dns.serve("flagger-loadtester.test", URI.create(base + "/sandbox/loadtester"));
        events.set(URI.create(base + "/flux"));
    }

    @PreDestroy
    void stop() {
        slack.close();
        githubApi.close();
        flagger.close();
        sourceController.close();
        kustomizeController.close();
        helmController.close();
        notificationController.close();
        cluster.close();
        forge.close();
    }
}
