package dev.wigwag.process;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flagger.ClusterDns;
import dev.wigwag.sandbox.flagger.FlaggerSettings;
import dev.wigwag.sandbox.flagger.FlaggerStandIn;
import dev.wigwag.sandbox.flux.EventProvider;
import dev.wigwag.sandbox.flux.Forges;
import dev.wigwag.sandbox.flux.KustomizeControllerStandIn;
import dev.wigwag.sandbox.flux.KustomizeSettings;
import dev.wigwag.sandbox.flux.NotificationControllerStandIn;
import dev.wigwag.sandbox.flux.NotificationSettings;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.flux.TutorialCanary;
import dev.wigwag.sandbox.flux.TutorialCluster;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.slack.SlackFaults;
import dev.wigwag.sandbox.slack.SlackStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tutorial's cluster, Flux, Flagger, GitHub and Slack around processes of ours that come and go. Events and gates go to them in
 * turn, as a Service has it.
 */
final class TutorialWorld implements AutoCloseable {
    static final String CHANNEL = "C0SANDBOX";
    static final String SIGNING_SECRET = "slack-signing-secret";

    private static final Duration ANSWER = Duration.ofMillis(200);
    private static final String GITHUB_SECRET = "github-secret";
    private static final String FLUX_SECRET = "flux-secret";
    private static final String FLAGGER_TOKEN = "flagger-token";
    private static final String SLACK_TOKEN = "xoxb-two-processes";
    private static final String GITHUB_TOKEN = "ghp_twoprocesses0123456789abcdefghijkl";

    final Clock clock = Clock.systemUTC();
    final SandboxCluster cluster = SandboxCluster.start(clock);
    final GitHubApiStandIn githubApi = new GitHubApiStandIn(clock);
    /** On the host of GitHub's API, as with an Enterprise Server. */
    final GitForge forge = TutorialRepository.create(URI.create(githubApi.url()).getAuthority(), clock);

    final SlackStandIn slack = SlackStandIn.start(SLACK_TOKEN, clock);
    final List<WigwagProcess> processes = new CopyOnWriteArrayList<>();
    private final List<WigwagProcess> all = new CopyOnWriteArrayList<>();
    private final LeftClaims leftClaims = new LeftClaims(cluster, clock);
    private final Map<WigwagProcess, String> names = new ConcurrentHashMap<>();
    private final AtomicInteger joined = new AtomicInteger();

    private final GitHubStandIn github = new GitHubStandIn(forge, GITHUB_SECRET, clock);
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final ClusterDns dns = new ClusterDns();
    private final OtherGates gates = new OtherGates();
    private final NotificationControllerStandIn notificationController;
    private final SourceControllerStandIn sourceController;
    private final KustomizeControllerStandIn kustomizeController;
    private final FlaggerStandIn flagger;

    TutorialWorld() {
        TutorialCluster.seed(cluster, forge, clock);
        Forges forges = new Forges();
        forges.register(forge);
        notificationController = new NotificationControllerStandIn(
                () -> next("/flux"), EventProvider.genericHmac(FLUX_SECRET), NotificationSettings.USUAL, clock);
        kustomizeController = new KustomizeControllerStandIn(
                cluster, forges, clock, KustomizeSettings.AT_ONCE, notificationController);
        sourceController = new SourceControllerStandIn(cluster, forges, clock, notificationController);
        flagger = new FlaggerStandIn(
                cluster,
                dns,
                () -> next("").map(base -> "http://flagger:" + FLAGGER_TOKEN + "@wigwag.wigwag/flagger/event"),
                FlaggerSettings.USUAL.faster(40),
                clock);
        dns.serve("flagger-loadtester.test", gates.address());
        flagger.initialize();
        slack.open(CHANNEL);
        slack.join("U0ANA", Person.ANA.email(), Person.ANA.name());
        slack.join("U0BEN", Person.BEN.email(), Person.BEN.name());
        githubApi.repository(
                forge.owner() + "/" + forge.name(), sha -> forge.info(sha).isPresent());
        // Neither answers at once, so that there is time to die between what they did and what is known of it.
        slack.faults().lateness(ANSWER);
        slack.faults().share(SlackFaults.Trouble.DONE_THEN_LATE, 100);
        githubApi.faults().late(Integer.MAX_VALUE, "POST", ".*", ANSWER);
        githubApi.credentials().personalToken(GITHUB_TOKEN, "wigwag-bot", "statuses", "deployments");
    }

    /** Flux and Flagger begin to work. */
    void start() {
        kustomizeController.start();
        sourceController.start();
        flagger.start();
    }

    /** One more process of ours; it is there once that is done. */
    CompletableFuture<Void> join() {
        return CompletableFuture.runAsync(
                () -> {
                    String name = "wigwag-" + joined.incrementAndGet();
                    try {
                        // Of these the compiler's second look is not worth its time.
                        WigwagProcess process =
                                WigwagProcess.start(cluster, settings(name), "-XX:TieredStopAtLevel=1", "-Xmx256m");
                        names.put(process, name);
                        all.add(process);
                        processes.add(process);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    serve();
                },
                task -> new Thread(task, "joiner").start());
    }

    private Map<String, String> settings(String name) {
        return Map.ofEntries(
                Map.entry("KUBERNETES_USER_AGENT", name),
                Map.entry("WIGWAG_WATCH", "true"),
                Map.entry("WIGWAG_TICK_EVERY", "PT2S"),
                Map.entry("WIGWAG_GIT_ENABLED", "false"),
                Map.entry("WIGWAG_GITHUB_WEBHOOK_SECRETS", GITHUB_SECRET),
                Map.entry("WIGWAG_GITHUB_API_URL", githubApi.url()),
                Map.entry("WIGWAG_GITHUB_TOKEN", GITHUB_TOKEN),
                Map.entry("WIGWAG_GITHUB_REPOSITORIES", "JasonMorgan/*"),
                Map.entry("WIGWAG_FLUX_SECRETS", FLUX_SECRET),
                Map.entry("WIGWAG_FLAGGER_TOKENS", FLAGGER_TOKEN),
                Map.entry("WIGWAG_SLACK_API_URL", slack.url().toString()),
                Map.entry("WIGWAG_SLACK_BOT_TOKEN", SLACK_TOKEN),
                Map.entry("WIGWAG_SLACK_SIGNING_SECRETS", SIGNING_SECRET),
                Map.entry("WIGWAG_SLACK_TEAM_ID", "T0SANDBOX"),
                Map.entry("WIGWAG_SLACK_CHANNEL", CHANNEL),
                Map.entry("WIGWAG_CHATOPS_APPROVERS", "* => slack:U0ANA|slack:U0BEN"));
    }

    /** A node loses power. */
    void kill(WigwagProcess process) {
        processes.remove(process);
        serve();
        process.kill();
        leftClaims.leftBy(names.get(process));
    }

    /** Has the claims of the dead run out, as they do after a minute. */
    void letClaimsRunOut() {
        leftClaims.runOut();
    }

    /** A commit that gives podinfo another image and lets its canary wait for people before the promotion; gives its id. */
    String push() {
        serve();
        int number = commits.incrementAndGet();
        String gates = "http://flagger:" + FLAGGER_TOKEN + "@wigwag.wigwag";
        Delivery delivery = github.push(forge.commit(
                TutorialRepository.BRANCH,
                Map.of(
                        TutorialRepository.PODINFO,
                        TutorialRepository.podinfo("6.8." + number),
                        TutorialRepository.PODINFO_CANARY,
                        TutorialCanary.STEPS.manifest(Set.of("promotion", "rollback"), gates)),
                "Raise podinfo to 6.8." + number,
                Person.ANA));
        // Whoever watches the hook delivers again what nobody took.
        for (int attempt = 0; attempt < 20; attempt++) {
            if (github.deliver(delivery, next("/github").orElseThrow()).status() == 202) {
                return forge.commitOf("refs/heads/" + TutorialRepository.BRANCH).orElseThrow();
            }
        }
        throw new AssertionError("nobody took the push");
    }

    /** The path at whoever's turn it is; empty if nobody is there. */
    Optional<URI> next(String path) {
        List<WigwagProcess> there = List.copyOf(processes);
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(there.get(Math.floorMod(turn.getAndIncrement(), there.size()))
                        .uri(path));
    }

    /** The last that each process has logged, for whoever wonders why it did not go on. */
    String story() throws IOException {
        StringBuilder story = new StringBuilder();
        for (WigwagProcess process : all) {
            List<String> lines = process.log().lines().toList();
            story.append("\n").append(process.pid()).append(":\n");
            lines.stream()
                    .skip(Math.max(0, lines.size() - 30))
                    .forEach(line -> story.append("  ").append(line).append('\n'));
        }
        return story.toString();
    }

    private void serve() {
        next("").ifPresent(base -> dns.serve("wigwag.wigwag", base));
    }

    @Override
    public void close() throws IOException {
        for (WigwagProcess process : all) {
            process.close();
        }
        slack.close();
        githubApi.close();
        flagger.close();
        sourceController.close();
        kustomizeController.close();
        notificationController.close();
        gates.close();
        cluster.close();
        forge.close();
    }
}
