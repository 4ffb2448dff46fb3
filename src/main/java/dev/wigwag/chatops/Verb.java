package dev.wigwag.chatops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for, and how it is explained. */
enum Verb {
    STATUS(
            "status [name]",
            "how it stands, or all that is under way",
            List.of("show", "get"),
            List.of("status podinfo", "status canary test/podinfo", "status source flux-system/gitops")),
    ROLLOUTS("rollouts", "the newest rollout of each source", List.of("rollout", "list", "ls"), List.of("rollouts")),
    RECONCILE(
            "reconcile [kind] name",
            "have Flux look now at a source or a Kustomization",
            List.of("sync"),
            List.of("reconcile gitops", "reconcile ks flux-system/apps")),
    APPROVE(
            "approve name [reason]",
            "let a canary that waits go on",
            List.of(),
            List.of("approve podinfo", "approve test/podinfo error rate looks fine")),
    ROLLBACK(
            "rollback name [reason]",
            "have Flagger take a canary back",
            List.of("roll-back"),
            List.of("rollback podinfo", "rollback test/podinfo too many 500s")),
    HELP(
            "help [command]",
            "this, or one command explained",
            List.of("?", "h", "-h", "--help", "man"),
            List.of("help approve"));

    private final String usage;
    private final String purpose;
    private final List<String> aliases;
    private final List<String> examples;

    Verb(String usage, String purpose, List<String> aliases, List<String> examples) {
        this.usage = usage;
        this.purpose = purpose;
        this.aliases = aliases;
        this.examples = examples;
    }

    /** As it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verb and what may follow it. */
    String usage() {
        return usage;
    }

    /** What it does, in half a line. */
    String purpose() {
        return purpose;
    }

    /** Lines as people type them. */
    List<String> examples() {
        return examples;
    }

    /** The verb of this word, in lower case; a misspelt one is none, as it must not be guessed what is to be decided. */
    static Optional<Verb> of(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.word().equals(word) || verb.aliases.contains(word))
                .findFirst();
    }

    /** All words for verbs without their other names. */
    static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }
}
