package dev.wigwag.chatops;

import dev.wigwag.engine.Decision;
import dev.wigwag.engine.Effect;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.ObjectKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a decision, told to whoever wanted it. */
final class DecisionWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DecisionWords() {}

    static Reply of(Decision decision, ObjectKey canary, Speaker speaker, Instant now) {
        String name = Approval.name(canary);
        if (decision instanceof Decision.Taken taken) {
            return taken(taken, name);
        }
        if (decision instanceof Decision.AlreadyDecided already) {
            return already(already, name, speaker, now);
        }
        if (decision instanceof Decision.Stale stale) {
            return new Reply(
                    false,
                    "Too late: that run of " + name + " is over.",
                    List.of("Now " + CanaryLines.state(stale.now()) + ".", "Nothing was decided."));
        }
        if (decision instanceof Decision.NotNow notNow) {
            return new Reply(
                    false,
                    "Nothing was decided.",
                    List.of(notNow.why(), "Now " + CanaryLines.state(notNow.now()) + "."));
        }
        if (decision instanceof Decision.Refused refused) {
            return new Reply(false, "You may not.", List.of(refused.why()));
        }
        return new Reply(false, "There is no Canary " + name + " that Flux applies.", List.of("Nothing was decided."));
    }

    private static Reply taken(Decision.Taken taken, String name) {
        Approval approval = taken.approval();
        boolean rollback = approval.decision() == Approval.Decision.rollback;
        String title = rollback ? "Roll-back of " + name + " ordered." : name + " may go on.";
        Optional<String> what = rollback
                ? Optional.empty()
                : Optional.of("You approved " + approved(approval) + " of "
                        + RolloutLines.revision(taken.run().rollout()) + ".");
        Optional<String> reason = Optional.ofNullable(approval.reason()).map(why -> "Your reason: " + why);
        String when = "It takes effect " + Effect.when(approval.gate(), taken.run()) + ".";
        Optional<String> until = Optional.ofNullable(approval.until())
                .map(at -> "It lapses at " + TIME.format(at) + " if Flagger has not come for it by then.");
        return new Reply(
                true,
                title,
                Stream.of(what, Optional.of(when), until, reason)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Reply already(Decision.AlreadyDecided already, String name, Speaker speaker, Instant now) {
        Approval before = already.before();
        String who = before.by().equals(speaker.id()) ? "You have" : before.by() + " has";
        String what = before.decision() == Approval.Decision.rollback
                ? " ordered the roll-back of " + name + " already"
                : " approved " + approved(before) + " of " + name + " already";
        return new Reply(
                false,
                who + what + ", " + Ago.words(before.at(), now) + ".",
                List.of("It takes effect " + Effect.when(before.gate(), already.run()) + "."));
    }

    private static String approved(Approval approval) {
        return switch (approval.gate()) {
            case rollout -> "the start";
            case traffic -> "more traffic";
            default -> "the promotion";
        };
    }
}
