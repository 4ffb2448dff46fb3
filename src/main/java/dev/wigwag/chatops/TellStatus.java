package dev.wigwag.chatops;

import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.RunSight;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.OpenRun;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says how one thing stands. Everybody who may speak may look. */
@ApplicationScoped
class TellStatus {
    private static final List<Set<String>> ORDER = List.of(KindWord.CANARY.kinds(), KindWord.SOURCE.kinds());

    private final Finder finder;
    private final LedgerPass pass;
    private final Ledger ledger;
    private final RunSight sight;
    private final Clock clock;

    TellStatus(Finder finder, LedgerPass pass, Ledger ledger, RunSight sight, Clock clock) {
        this.finder = finder;
        this.pass = pass;
        this.ledger = ledger;
        this.sight = sight;
        this.clock = clock;
    }

    /**
     * Says it.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read
     */
    Reply of(Speaker speaker, Wanted wanted) {
        Found.Choice choice = finder.find(speaker, wanted).choose(wanted, ORDER, Verb.STATUS);
        if (choice instanceof Found.Ask ask) {
            return ask.reply();
        }
        ObjectKey object = ((Found.One) choice).object();
        if (KindWord.CANARY.kinds().contains(object.kind())) {
            return canary(speaker, object);
        }
        if (KindWord.SOURCE.kinds().contains(object.kind())) {
            return ledger.of(object).stream()
                    .reduce(Overview::later)
                    .map(this::rollout)
                    .orElseGet(() -> gone(object));
        }
        if (object.kind().equals(Finder.ROLLOUT)) {
            return ledger.find(new RolloutKey(object.namespace(), object.name()))
                    .map(this::rollout)
                    .orElseGet(() -> gone(object));
        }
        return member(speaker, object);
    }

    private Reply rollout(Rollout rollout) {
        return Reply.told(RolloutLines.title(rollout), RolloutLines.of(rollout, clock.instant()));
    }

    private Reply canary(Speaker speaker, ObjectKey object) {
        RunSight.Seen seen = sight.at(object);
        if (seen.canary().isEmpty()) {
            return member(speaker, object);
        }
        String title = CanaryLines.state(seen.canary().get());
        Optional<OpenRun> run =
                seen.run().filter(one -> speaker.reaches(one.rollout().source()));
        if (run.isPresent()) {
            return Reply.told(title, CanaryLines.of(run.get(), clock.instant()));
        }
        List<String> last = last(speaker, seen.rollouts(), object)
                .map(at -> List.of("Last: " + RolloutLines.stage(at.stage()), RolloutLines.line(at.rollout())))
                .orElse(List.of("No run of it is open."));
        return Reply.told(title, last);
    }

    private record Place(Rollout rollout, Stage stage) {
        String words() {
            return stage.phase() + (stage.message() == null || stage.message().isBlank() ? "" : ", " + stage.message());
        }
    }

    private static Optional<Place> last(Speaker speaker, List<Rollout> rollouts, ObjectKey object) {
        return rollouts.stream()
                .filter(rollout -> speaker.reaches(rollout.source()))
                .filter(rollout -> rollout.status() != null)
                .flatMap(rollout -> rollout.status().stages().stream()
                        .filter(stage -> stage.key().equals(object) && stage.since() != null)
                        .map(stage -> new Place(rollout, stage)))
                .max(Comparator.comparing(place -> place.stage().since()));
    }

    private Reply member(Speaker speaker, ObjectKey object) {
        Rollout[] newest = new Rollout[1];
        pass.over(speaker, rollout -> {
            boolean has = rollout.status() != null
                    && rollout.status().stages().stream()
                            .anyMatch(stage -> stage.key().equals(object));
            if (has) {
                newest[0] = newest[0] == null ? rollout : Overview.later(newest[0], rollout);
            }
            return true;
        });
        if (newest[0] == null) {
            return gone(object);
        }
        Stage stage = newest[0].status().stages().stream()
                .filter(one -> one.key().equals(object))
                .findFirst()
                .orElseThrow();
        return Reply.told(RolloutLines.stage(stage), List.of(RolloutLines.line(newest[0])));
    }

    private static Reply gone(ObjectKey object) {
        return new Reply(false, object.namespace() + "/" + object.name() + " has just gone.", List.of());
    }
}
