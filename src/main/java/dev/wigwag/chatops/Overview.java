package dev.wigwag.chatops;

import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.History;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What there is, without a name: the newest rollout of each source, what is under way, which canaries can be decided on. */
@ApplicationScoped
class Overview {
    private static final int LINES = 20;

    /** Sources that are remembered during a pass. */
    private static final int SOURCES = 500;

    private static final Comparator<Rollout> LATEST = Comparator.<Rollout, Boolean>comparing(
                    rollout -> rollout.phase() != Phase.Superseded)
            .thenComparing(History::began)
            .thenComparing(rollout -> rollout.key().toString());

    private final LedgerPass ledger;

    Overview(LedgerPass ledger) {
        this.ledger = ledger;
    }

    /** The one of a source's rollouts that people mean when they name the source; {@code one} comes first if it is later. */
    static Rollout later(Rollout one, Rollout other) {
        return LATEST.compare(one, other) >= 0 ? one : other;
    }

    /**
     * The newest rollout of each source, in a line each.
     *
     * @throws dev.wigwag.engine.ClusterException if the ledger could not be read
     */
    Reply rollouts(Speaker speaker) {
        Map<ObjectKey, Rollout> newest = new TreeMap<>();
        boolean all = ledger.over(speaker, rollout -> {
            if (newest.size() < SOURCES || newest.containsKey(rollout.source())) {
                newest.merge(rollout.source(), rollout, Overview::later);
            }
            return true;
        });
        List<String> lines = newest.values().stream()
                .sorted(Comparator.comparing(History::began).reversed())
                .map(RolloutLines::line)
                .toList();
        return lines.isEmpty()
                ? Reply.told(
                        "There is no rollout yet.", List.of("A push to a repository that Flux follows begins one."))
                : Reply.told("The newest rollouts", cut(lines, all));
    }

    /**
     * What is under way: rollouts that have not come to their end, and canaries that move though theirs has.
     *
     * @throws dev.wigwag.engine.ClusterException if the ledger could not be read
     */
    Reply underWay(Speaker speaker) {
        List<Rollout> open = new ArrayList<>();
        TreeSet<String> runs = new TreeSet<>();
        boolean all = ledger.over(speaker, rollout -> {
            if (!rollout.phase().isFinal()) {
                open.add(rollout);
            } else {
                openRuns(rollout).map(RolloutLines::stage).forEach(runs::add);
            }
            return open.size() < SOURCES && runs.size() < SOURCES;
        });
        List<String> lines = Stream.concat(
                        open.stream()
                                .sorted(Comparator.comparing((Rollout one) -> one.phase() != Phase.Waiting)
                                        .thenComparing(Comparator.comparing(History::began)
                                                .reversed()))
                                .map(RolloutLines::line),
                        runs.stream())
                .toList();
        return lines.isEmpty()
                ? Reply.told("Nothing is under way.", List.of("Say rollouts to see the newest of each source."))
                : Reply.told("Under way", cut(lines, all));
    }

    /**
     * A question back: on which canary?
     *
     * @throws dev.wigwag.engine.ClusterException if the ledger could not be read
     */
    Reply whichCanary(Speaker speaker, Verb verb) {
        TreeSet<String> names = new TreeSet<>();
        ledger.over(speaker, rollout -> {
            openRuns(rollout)
                    .filter(stage ->
                            verb != Verb.APPROVE || stage.canary().waitsFor().isPresent())
                    .map(stage -> verb.word() + " " + stage.namespace() + "/" + stage.name())
                    .forEach(names::add);
            return names.size() < SOURCES;
        });
        return names.isEmpty()
                ? new Reply(
                        false,
                        verb == Verb.APPROVE ? "No canary waits for approval." : "No canary is under way.",
                        List.of())
                : new Reply(false, "Say which canary:", cut(List.copyOf(names), true));
    }

    private static Stream<Stage> openRuns(Rollout rollout) {
        return rollout.status() == null
                ? Stream.of()
                : rollout.status().stages().stream().filter(Overview::isOpenRun);
    }

    private static boolean isOpenRun(Stage stage) {
        CanaryProgress canary = stage.canary();
        return canary != null
                && canary.run() != null
                && !stage.phase().isDone()
                && FlaggerPhase.read(canary.phase()).isOpen();
    }

    private static List<String> cut(List<String> lines, boolean all) {
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(LINES, lines.size())));
        if (lines.size() > LINES) {
            shown.add("And " + (lines.size() - LINES) + " more.");
        }
        if (!all) {
            shown.add("There are more rollouts than are looked through for this; name what you want to see.");
        }
        return shown;
    }
}
