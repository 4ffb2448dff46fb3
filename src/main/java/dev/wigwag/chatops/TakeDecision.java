package dev.wigwag.chatops;

import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.Decide;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.Order;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.OpenRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Decides on a Canary for somebody, if that person may. */
@ApplicationScoped
class TakeDecision {
    private static final String CANARY = "Canary";

    private final Finder finder;
    private final Overview overview;
    private final Canaries canaries;
    private final Decide decide;
    private final WhoMay whoMay;
    private final FourEyes fourEyes;
    private final Clock clock;

    TakeDecision(
            Finder finder,
            Overview overview,
            Canaries canaries,
            Decide decide,
            WhoMay whoMay,
            FourEyes fourEyes,
            Clock clock) {
        this.finder = finder;
        this.overview = overview;
        this.canaries = canaries;
        this.decide = decide;
        this.whoMay = whoMay;
        this.fourEyes = fourEyes;
        this.clock = clock;
    }

    /**
     * As it was typed: on the run that is open.
     *
     * @param verb to approve or to roll back
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or written
     */
    Reply of(Speaker speaker, Verb verb, Optional<Wanted> named, Optional<String> reason) {
        if (named.isEmpty()) {
            return overview.whichCanary(speaker, verb);
        }
        Wanted wanted = named.get().among(KindWord.CANARY.kinds());
        if (!wanted.kinds().equals(KindWord.CANARY.kinds())) {
            return new Reply(
                    false,
                    "Only canaries can be decided on.",
                    List.of("Flux applies the others by itself. Say " + verb.word() + " canary namespace/name."));
        }
        Optional<Gate> gate = verb == Verb.ROLLBACK ? Optional.of(Gate.rollback) : Optional.empty();
        // Whoever cannot speak of everything must not learn by this what there is.
        if (wanted.namespace().isPresent() && speaker.reach().isEmpty()) {
            ObjectKey canary = new ObjectKey(CANARY, wanted.namespace().get(), wanted.name());
            Decision decision = taken(new Order(canary, Optional.empty(), gate, speaker.id(), reason), speaker);
            // What there is not may be misspelt.
            return decision instanceof Decision.Unknown
                    ? missed(decision, canary, wanted, verb, speaker)
                    : DecisionWords.of(decision, canary, speaker, clock.instant());
        }
        Found.Choice choice = find(speaker, wanted).choose(wanted, List.of(), verb);
        if (choice instanceof Found.Ask ask) {
            return ask.reply();
        }
        ObjectKey canary = ((Found.One) choice).object();
        Order order = new Order(canary, Optional.empty(), gate, speaker.id(), reason);
        return DecisionWords.of(taken(order, speaker), canary, speaker, clock.instant());
    }

    /**
     * As it was pressed: on the run that the button was drawn for, and no other.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or written
     */
    Reply of(Speaker speaker, Press press) {
        ObjectKey canary = press.canary();
        // It becomes part of a request's path, and has been a while in somebody else's hands.
        if (!canary.kind().equals(CANARY)
                || ObjectKey.possible(CANARY, canary.namespace(), canary.name()).isEmpty()) {
            return new Reply(false, "This button names no Canary.", List.of("Nothing was decided."));
        }
        Order order =
                new Order(canary, Optional.of(press.run()), Optional.of(press.gate()), speaker.id(), Optional.empty());
        return DecisionWords.of(taken(order, speaker), canary, speaker, clock.instant());
    }

    private Decision taken(Order order, Speaker speaker) {
        boolean rollback = order.gate().equals(Optional.of(Gate.rollback));
        return decide.decide(
                order,
                run -> unreached(speaker, run)
                        .or(() -> whoMay.refusal(speaker, order.canary().namespace(), narrowed(run)))
                        .or(() -> rollback ? Optional.empty() : fourEyes.refusal(speaker, run.rollout())));
    }

    private static Optional<String> unreached(Speaker speaker, OpenRun run) {
        return speaker.reaches(run.rollout().source())
                ? Optional.empty()
                : Optional.of("This run was brought by another source than those that can be spoken of here.");
    }

    /** What the Canary says at this moment counts at once; what is farther away, as it was at the last look. */
    private static List<String> narrowed(OpenRun run) {
        List<String> own = run.live().annotated().approvers();
        return !own.isEmpty() || run.stage().showing() == null
                ? own
                : run.stage().showing().approvers();
    }

    private Reply missed(Decision unknown, ObjectKey canary, Wanted wanted, Verb verb, Speaker speaker) {
        Found found = find(speaker, wanted);
        return found.objects().isEmpty() && found.choose(wanted, List.of(), verb) instanceof Found.Ask ask
                ? ask.reply()
                : DecisionWords.of(unknown, canary, speaker, clock.instant());
    }

    /** Among those that are there now; the ledger, which remembers others for a while, knows whose source brought what. */
    private Found find(Speaker speaker, Wanted wanted) {
        if (speaker.reach().isPresent()) {
            return finder.find(speaker, wanted);
        }
        NameSearch search = new NameSearch(wanted);
        canaries.all().keys().forEach(search::look);
        return search.found(true);
    }
}
