package dev.wigwag.rollout;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the Canaries of a view mean to every rollout of its source. A run belongs to the rollout whose revision started it
 * from its begin to its end, whichever revision the source holds meanwhile.
 */
final class CanaryStages {
    private static final String RESTARTED = "restarted by a later change";

    /** A rollout shows one run of a Canary as its own, and beside it at most one that no commit started. */
    private record Place(ObjectKey canary, boolean incidental) {}

    private final List<Rollout> known;
    private final LiveView view;
    private final Instant at;
    private final Map<RolloutKey, Map<Place, Stage>> stages = new HashMap<>();

    private CanaryStages(List<Rollout> known, LiveView view, Instant at) {
        this.known = known;
        this.view = view;
        this.at = at;
    }

    /** @param taken every rollout of the source, taken up where that is due */
    static CanaryStages of(List<Rollout> taken, LiveView view, Instant at) {
        List<Rollout> known = DoubledRuns.removed(taken);
        CanaryStages all = new CanaryStages(known, view, at);
        known.stream()
                .filter(rollout -> rollout.status() != null)
                .forEach(rollout -> rollout.status().stages().stream()
                        .filter(stage -> stage.key().kind().equals(CanaryBook.CANARY))
                        .forEach(stage -> all.put(rollout, stage)));
        view.canaries().forEach(all::follow);
        all.endTheVanished();
        return all;
    }

    /** Every stage of a Canary that the rollout has now, in the order they came. */
    List<Stage> in(RolloutKey rollout) {
        return List.copyOf(stages.getOrDefault(rollout, Map.of()).values());
    }

    private void follow(LiveCanary canary) {
        CanaryBook book = CanaryBook.of(known, canary.key());
        Optional<CanaryBook.Entry> last = book.last(canary.uid());
        if (canary.deleting() || canary.phase() == FlaggerPhase.Terminating) {
            book.entries().forEach(entry -> end(entry, "deleted"));
            return;
        }
        if (canary.phase() == FlaggerPhase.Unknown) {
            return;
        }
        book.ofOthersThan(canary.uid()).forEach(entry -> end(entry, "deleted"));
        // Who died between writing the one rollout and the other has left a run open that Flagger has given up.
        last.ifPresent(latest -> book.before(latest).forEach(entry -> end(entry, RESTARTED)));
        switch (RunTurn.of(canary, last)) {
            case SAME ->
                last.ifPresent(run -> put(run.rollout(), CanaryStage.goneOn(canary, run.stage(), newsOf(canary), at)));
            case NEW -> begin(canary, book, last);
            case NONE -> setUp(canary, last);
        }
        keepClaims(canary, book);
        if (!canary.phase().isFirstDeployment()) {
            endSetUps(canary, book);
            ToldChange.of(canary, known, view)
                    .forEach(told -> claim(canary, told.rollout(), Optional.of(told.changes())));
            if (isApplied(canary) && !isClaimedForCertain(canary)) {
                Bringer.of(canary.changedAt(), known, view.source())
                        .filter(rollout -> rollout.status() != null)
                        .ifPresent(rollout -> claim(canary, rollout, Optional.empty()));
            }
        }
    }

    private void begin(LiveCanary canary, CanaryBook book, Optional<CanaryBook.Entry> last) {
        boolean restart = last.filter(entry -> entry.isRestartedIn(canary)).isPresent();
        Instant began = restart || canary.openSince() == null ? at : canary.openSince();
        last.ifPresent(entry -> end(entry, RESTARTED));
        RunOwner.of(canary, began, book, last, known, view).ifPresent(owner -> {
            RunId run = new RunId(
                    canary.uid(),
                    1 + last.flatMap(CanaryBook.Entry::run).map(RunId::number).orElse(0));
            Stage before = in(owner.rollout(), new Place(canary.key(), owner.attribution() == Attribution.none));
            boolean waited =
                    before != null && before.canary() != null && before.canary().run() == null;
            put(
                    owner.rollout(),
                    CanaryStage.begun(
                            canary, run, owner.attribution(), began, waited ? before : null, newsOf(canary), at));
        });
    }

    /** The first deployment holds up whichever revision is there, once that has been applied. */
    private void setUp(LiveCanary canary, Optional<CanaryBook.Entry> last) {
        last.ifPresent(entry -> end(entry, "Flagger has begun anew"));
        Bringer.held(known, view.source()).filter(held -> isApplied(canary)).ifPresent(held -> {
            Stage before = in(held, new Place(canary.key(), false));
            boolean own =
                    before != null && before.canary() != null && before.canary().marks() == null;
            if (canary.phase().isFirstDeployment() || own && canary.phase() == FlaggerPhase.Initialized) {
                put(held, CanaryStage.setUp(canary, before, at));
            }
        });
    }

    /** Whoever took part in the first deployment and was left by the source before that was done. */
    private void endSetUps(LiveCanary canary, CanaryBook book) {
        for (CanaryBook.Entry entry : book.entries()) {
            boolean untouched = in(entry.rollout(), new Place(canary.key(), false)) == entry.stage();
            if (entry.isSetUp() && entry.stage().isUnderWay() && untouched) {
                put(entry.rollout(), CanaryStage.wasSetUp(canary, entry.stage(), at));
            }
        }
    }

    private void keepClaims(LiveCanary canary, CanaryBook book) {
        for (CanaryBook.Entry claim : book.claims()) {
            boolean untouched = in(claim.rollout(), new Place(canary.key(), false)) == claim.stage();
            if (untouched) {
                put(claim.rollout(), Claim.goneOn(canary, claim.stage(), at));
            }
        }
    }

    /** What the revision has changed, and what is now known for certain of what it had changed. */
    private void claim(LiveCanary canary, Rollout rollout, Optional<ChangeSet> changes) {
        Stage before = in(rollout, new Place(canary.key(), false));
        if (before == null || before.canary() == null || !Claim.covers(before.canary(), canary)) {
            Optional<CanaryProgress> latest = latest(canary);
            Claim.of(canary, changes, latest).ifPresent(claim -> put(rollout, Claim.stage(canary, claim, null, at)));
        } else if (changes.isPresent() && before.canary().attribution() == Attribution.inferred) {
            put(rollout, CanaryStage.certain(before));
        }
    }

    /** Where somebody is known to have made the change, nobody has to be guessed. */
    private boolean isClaimedForCertain(LiveCanary canary) {
        return stages.values().stream()
                .flatMap(places -> places.values().stream())
                .filter(stage -> stage.key().equals(canary.key()) && stage.isUnderWay())
                .map(Stage::canary)
                .anyMatch(claim -> claim.run() == null
                        && claim.attribution() == Attribution.certain
                        && Claim.covers(claim, canary));
    }

    private Optional<CanaryProgress> latest(LiveCanary canary) {
        return stages.values().stream()
                .flatMap(places -> places.values().stream())
                .filter(stage -> stage.canary() != null && stage.key().equals(canary.key()))
                .map(Stage::canary)
                .filter(progress -> RunId.read(progress.run())
                        .filter(run -> run.uid().equals(canary.uid()))
                        .isPresent())
                .max(Comparator.comparingInt(
                        progress -> RunId.read(progress.run()).orElseThrow().number()));
    }

    private void endTheVanished() {
        Set<ObjectKey> there = view.canaries().stream().map(LiveCanary::key).collect(Collectors.toSet());
        known.stream()
                .filter(rollout -> rollout.status() != null)
                .forEach(rollout -> rollout.status().stages().stream()
                        .filter(stage -> stage.key().kind().equals(CanaryBook.CANARY))
                        .filter(stage -> !there.contains(stage.key()))
                        .forEach(stage -> end(new CanaryBook.Entry(rollout, stage), "deleted")));
    }

    private void end(CanaryBook.Entry entry, String why) {
        if (entry.stage().isUnderWay()) {
            put(entry.rollout(), CanaryStage.ended(entry.stage(), why, at));
        }
    }

    /** Whether the revision that the source holds has come to who applies the Canary. */
    private boolean isApplied(LiveCanary canary) {
        return view.source().current().filter(Applier.of(canary, view)::isAt).isPresent();
    }

    private List<CanaryNews> newsOf(LiveCanary canary) {
        return view.news().stream()
                .filter(news -> news.canary().equals(canary.key()))
                .toList();
    }

    private Stage in(Rollout rollout, Place place) {
        return stages.getOrDefault(rollout.key(), Map.of()).get(place);
    }

    private void put(Rollout rollout, Stage stage) {
        stages.computeIfAbsent(rollout.key(), key -> new LinkedHashMap<>())
                .put(new Place(stage.key(), stage.isIncidental()), stage);
    }
}
