package dev.wigwag.slack;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.CanaryProgress.Attribution;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.LastWord;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rollouts to be drawn. */
final class Drawn {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final String SHA = "164832204e2e20915ad0a06c23bd19e85287aabd";
    static final String BEFORE = "9f8e7d6c".repeat(5);
    static final Optional<String> LINK = Optional.of("https://wigwag.example.org/r?ns=flux-system&name=gitops");

    private String source = "gitops";
    private String subject = "Raise podinfo to 6.6.0\n\nBecause of the memory leak.";
    private String author = "Ana López";
    private String email = "ana@example.org";
    private Phase phase = Phase.Progressing;
    private String summary = "on its way";
    private final List<Stage> stages = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Approval> approvals = new ArrayList<>();
    private Changes changes;
    private Impact impact;
    private boolean buttons;
    private int attempt = 1;
    private Map<String, Integer> counts;

    static Drawn in(Phase phase, String summary) {
        Drawn drawn = new Drawn();
        drawn.phase = phase;
        drawn.summary = summary;
        return drawn;
    }

    Drawn commit(String message, String by) {
        subject = message;
        author = by;
        return this;
    }

    /** Whom Git names as the author's address. */
    Drawn email(String address) {
        email = address;
        return this;
    }

    Drawn source(String name) {
        source = name;
        return this;
    }

    Drawn attempt(int number) {
        attempt = number;
        return this;
    }

    Drawn condition(String type, String status, String reason, String message) {
        conditions.add(new Condition(type, status, reason, message, NOON));
        return this;
    }

    Drawn with(Stage... more) {
        stages.addAll(List.of(more));
        return this;
    }

    /** Kustomizations of flux-system, all in one phase. */
    Drawn with(StagePhase in, String... names) {
        for (String name : names) {
            stages.add(stage(in, "flux-system", name, null));
        }
        return this;
    }

    static Stage stage(StagePhase in, String namespace, String name, String message) {
        Instant until = in.isDone() || in == StagePhase.Failed ? NOON.plusSeconds(95) : null;
        return new Stage("Kustomization", namespace, name, in, message, NOON.plusSeconds(5), until, null);
    }

    static Stage canary(StagePhase in, String name, String message, CanaryProgress progress) {
        Instant until = in.isDone() || in == StagePhase.Failed ? NOON.plusSeconds(192) : null;
        return new Stage("Canary", "test", name, in, message, NOON.plusSeconds(20), until, progress);
    }

    /** Of five steps up to 50 %. */
    static CanaryProgress progress(String flagger, Integer weight, Integer step, int failed, String cause) {
        boolean on = flagger.equals("Progressing");
        return new CanaryProgress(
                flagger,
                "0b9d8f1e-3",
                "7d7b5f964c",
                Attribution.certain,
                weight,
                step,
                5,
                failed,
                5,
                on ? NOON.plusSeconds(600) : null,
                Map.of(
                        "old", "ghcr.io/stefanprodan/podinfo:6.5.0",
                        "new", "ghcr.io/stefanprodan/podinfo:6.6.0"),
                cause,
                null,
                null);
    }

    /** The same progress, of another run. */
    static CanaryProgress ofRun(String run, CanaryProgress was) {
        return new CanaryProgress(
                was.phase(),
                run,
                was.checksum(),
                was.attribution(),
                was.weight(),
                was.step(),
                was.steps(),
                was.failedChecks(),
                was.threshold(),
                was.eta(),
                was.images(),
                was.cause(),
                was.marks(),
                was.heard());
    }

    /** With the buttons that presses reach us from. */
    Drawn withButtons() {
        buttons = true;
        return this;
    }

    Drawn decided(Approval... more) {
        approvals.addAll(List.of(more));
        return this;
    }

    /** A decision on podinfo's run, five minutes after noon and for four hours; null for no reason. */
    static Approval decision(Gate gate, String by, String reason) {
        Instant at = NOON.plusSeconds(300);
        return new Approval(
                gate,
                "test/podinfo",
                "0b9d8f1e-3",
                gate == Gate.rollback ? Approval.Decision.rollback : Approval.Decision.approve,
                by,
                at,
                reason,
                at.plusSeconds(4 * 3600),
                null,
                null,
                null);
    }

    /** The same progress, of a Canary that asks Wigwag at these gates. */
    static CanaryProgress asking(CanaryProgress was, Gate... gates) {
        return asking(was, was.heard(), gates);
    }

    /** The same, with what was heard last. */
    static CanaryProgress asking(CanaryProgress was, LastWord heard, Gate... gates) {
        return new CanaryProgress(
                was.phase(),
                was.run(),
                was.checksum(),
                was.attribution(),
                was.weight(),
                was.step(),
                was.steps(),
                was.failedChecks(),
                was.threshold(),
                was.eta(),
                was.images(),
                was.cause(),
                was.marks(),
                heard,
                List.of(gates));
    }

    /** What it brings, and whom that concerns; null where that is not known. */
    Drawn bringing(Changes brought, Impact concerned) {
        changes = brought;
        impact = concerned;
        return this;
    }

    /** Commits by Ana and Ben that lie in between, the newest first, so many of which are listed. */
    static Changes commits(Changes.Way way, int count, int listed) {
        List<ListedCommit> commits = IntStream.range(0, listed)
                .mapToObj(i -> new ListedCommit(
                        i == 0 ? SHA : "%040x".formatted(0xabcdef00L + i),
                        i % 3 == 0
                                ? "Raise podinfo to 6.6." + i + " (#" + (70 - i) + ")"
                                : "Tidy the charts, part " + i,
                        i % 2 == 0 ? "Ana López" : "Ben",
                        i % 3 == 0 ? 70 - i : null))
                .toList();
        return new Changes(
                "main@sha1:" + BEFORE, Changes.Told.git, way, count, true, Math.min(2, count), commits, null, null);
    }

    /** Of 65 Kustomizations, these of flux-system. */
    static Impact touching(String... names) {
        return new Impact(
                BEFORE,
                65,
                Stream.of(names)
                        .map(name -> new Impact.Touched("Kustomization", "flux-system", name, "apps/x.yaml"))
                        .toList(),
                null);
    }

    /** How many there are in all, where the stages are not told of each. */
    Drawn counted(Map<String, Integer> all) {
        counts = all;
        return this;
    }

    Rollout rollout() {
        if (counts != null) {
            return rollout(counts);
        }
        Map<String, Integer> each = new TreeMap<>();
        stages.forEach(stage -> each.merge(stage.phase().name(), 1, Integer::sum));
        return rollout(each);
    }

    Rollout rollout(Map<String, Integer> counts) {
        Commit commit = new Commit(SHA, subject, author, email, "ana", NOON, null, null, null);
        RolloutSpec spec = new RolloutSpec(
                new RolloutSpec.Source("GitRepository", source),
                "main@sha1:" + SHA,
                "https://github.com/JasonMorgan/linkerd-demos",
                commit,
                null,
                changes,
                impact);
        RolloutStatus status = new RolloutStatus(
                attempt, null, "main@1648322", phase, summary, counts, stages, approvals, null, conditions);
        return new Rollout(new RolloutKey("flux-system", "gitops-164832204e2e"), spec, status, null);
    }

    SlackMessage message() {
        return RolloutMessage.of(rollout(), "prod-eu", LINK, Credit.NONE, buttons);
    }
}
