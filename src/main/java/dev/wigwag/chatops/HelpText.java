package dev.wigwag.chatops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said, on one screen of a telephone. */
final class HelpText {
    private HelpText() {}

    /** Of one command if it is named, else of all. */
    static Reply of(Optional<String> about) {
        return about.flatMap(text -> Verb.of(text.split(" ")[0].toLowerCase(Locale.ROOT)))
                .map(HelpText::of)
                .orElseGet(HelpText::all);
    }

    /** Of one command. */
    static Reply of(Verb verb) {
        return Reply.told(
                verb.usage() + " – " + verb.purpose(),
                Stream.concat(details(verb).stream(), verb.examples().stream().map(line -> "For example: " + line))
                        .toList());
    }

    private static Reply all() {
        List<String> lines = Arrays.stream(Verb.values())
                .map(verb -> verb.usage() + " – " + verb.purpose())
                .toList();
        return Reply.told(
                "What you can say",
                Stream.concat(lines.stream(), Stream.of("A name is podinfo, test/podinfo or canary test/podinfo."))
                        .toList());
    }

    private static List<String> details(Verb verb) {
        return switch (verb) {
            case STATUS ->
                List.of(
                        "A canary's weight, step and who decided what; of a source its newest rollout.",
                        "A rollout's name or the beginning of a commit does too.");
            case ROLLOUTS -> List.of("Everybody here may look.");
            case RECONCILE ->
                List.of(
                        "Kinds: source (git, oci) and ks (Kustomization).",
                        "Whoever may approve in that namespace may do it.");
            case APPROVE ->
                List.of(
                        "Holds for this run alone, and lapses if Flagger does not come for it in time.",
                        "Who may is set by " + ChatOpsConfig.APPROVERS + ". The reason is kept.");
            case ROLLBACK ->
                List.of(
                        "Flagger does it at its next look, once the canary's pods are ready; during promotion it is too late.",
                        "Who may is set by " + ChatOpsConfig.APPROVERS + ". The reason is kept.");
            case HELP -> List.of();
        };
    }
}
