package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the ledger holds of one Canary, in all rollouts of its source: its runs, and who waits for one. */
record CanaryBook(List<Entry> entries) {
    static final String CANARY = "Canary";

    /** One stage, and the rollout it is in. */
    record Entry(Rollout rollout, Stage stage) {
        CanaryProgress progress() {
            return stage.canary();
        }

        /** The run it follows; empty if it waits for one, or the Canary is only being set up. */
        Optional<RunId> run() {
            return RunId.read(progress().run());
        }

        /** Whether Flagger was in the middle of it when it was seen last. */
        boolean isOpen() {
            return FlaggerPhase.read(progress().phase()).isOpen();
        }

        /** Whether what Flagger does now took its place before it came to an end; the whole of that is one opening. */
        boolean isRestartedIn(LiveCanary canary) {
            return isOpen()
                    && canary.phase().isOpen()
                    && progress().marks() != null
                    && progress().marks().opened() != null
                    && progress().marks().opened().equals(canary.openSince());
        }

        /** Whether it is part of the first deployment, which no run belongs to. */
        boolean isSetUp() {
            return run().isEmpty() && progress().attribution() == null;
        }

        /** Whether it waits for a run that a change of its revision has to bring about. */
        boolean isClaim() {
            return run().isEmpty() && progress().attribution() != null;
        }
    }

    static CanaryBook of(List<Rollout> rollouts, ObjectKey canary) {
        return new CanaryBook(rollouts.stream()
                .filter(rollout -> rollout.status() != null)
                .flatMap(rollout -> rollout.status().stages().stream()
                        .filter(stage -> stage.canary() != null && stage.key().equals(canary))
                        .map(stage -> new Entry(rollout, stage)))
                .toList());
    }

    /** The latest run of the object with this uid; empty if none was ever seen. */
    Optional<Entry> last(String uid) {
        return entries.stream()
                .filter(entry ->
                        entry.run().filter(run -> run.uid().equals(uid)).isPresent())
                .max(Comparator.comparingInt(entry -> entry.run().orElseThrow().number()));
    }

    /** The runs of the same object before this one. */
    List<Entry> before(Entry latest) {
        RunId last = latest.run().orElseThrow();
        return entries.stream()
                .filter(entry -> entry.run()
                        .filter(run -> run.uid().equals(last.uid()) && run.number() < last.number())
                        .isPresent())
                .toList();
    }

    /** The runs of objects of the same name that were there before the one with this uid. */
    List<Entry> ofOthersThan(String uid) {
        return entries.stream()
                .filter(entry ->
                        entry.run().filter(run -> !run.uid().equals(uid)).isPresent())
                .toList();
    }

    /** When it was last seen to have been set up, with nothing to come of it; empty if it never was. */
    Optional<Instant> wasSetUpBy() {
        return entries.stream()
                .filter(Entry::isSetUp)
                .filter(entry -> entry.stage().phase() == StagePhase.Succeeded)
                .map(entry -> entry.stage().until())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    List<Entry> claims() {
        return entries.stream().filter(Entry::isClaim).toList();
    }
}
