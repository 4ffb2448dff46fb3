package dev.wigwag.chatops;

import jakarta.enterprise.context.ApplicationScoped;

/** What a person says is read, allowed or not, done and answered. */
@ApplicationScoped
public class ChatOps {
    private final Overview overview;
    private final TellStatus tellStatus;
    private final AskReconcile askReconcile;
    private final TakeDecision takeDecision;

    ChatOps(Overview overview, TellStatus tellStatus, AskReconcile askReconcile, TakeDecision takeDecision) {
        this.overview = overview;
        this.tellStatus = tellStatus;
        this.askReconcile = askReconcile;
        this.takeDecision = takeDecision;
    }

    /**
     * Takes a command line, with or without the command's own name.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or written: nothing was decided then
     */
    public Reply answer(Speaker speaker, String text) {
        Said said = CommandLine.read(text);
        if (said instanceof Said.Unclear unclear) {
            return new Reply(false, unclear.why(), unclear.instead());
        }
        Command command = (Command) said;
        return switch (command.verb()) {
            case HELP -> HelpText.of(command.rest());
            case ROLLOUTS -> overview.rollouts(speaker);
            case STATUS ->
                command.wanted()
                        .map(wanted -> tellStatus.of(speaker, wanted))
                        .orElseGet(() -> overview.underWay(speaker));
            case RECONCILE ->
                command.wanted()
                        .map(wanted -> askReconcile.of(speaker, wanted))
                        .orElseGet(() -> HelpText.of(Verb.RECONCILE));
            case APPROVE, ROLLBACK -> takeDecision.of(speaker, command.verb(), command.wanted(), command.rest());
        };
    }

    /**
     * Takes the press of a button.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or written: nothing was decided then
     */
    public Reply press(Speaker speaker, Press press) {
        return takeDecision.of(speaker, press);
    }
}
