package dev.wigwag.slack;

import dev.wigwag.chatops.ChatOps;
import dev.wigwag.chatops.Press;
import dev.wigwag.chatops.Reply;
import dev.wigwag.chatops.Speaker;
import dev.wigwag.engine.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has done what a full member of our workspace wants, in the time that Slack leaves: three seconds after it has sent something
 * it shows an error, whatever comes then (reference: slack.md §12, §13).
 */
@ApplicationScoped
class InTime {
    /** For the whole of an answer, the way to us and back left out. */
    static final Duration WHOLE = Duration.ofMillis(2_500);

    /** A decision that is not stored by then counts as not taken: the presser is told so. */
    static final Duration STORED = Duration.ofSeconds(2);

    private final ChatOps chatOps;
    private final SlackDirectory directory;
    private final Intake intake;

    InTime(ChatOps chatOps, SlackDirectory directory, Intake intake) {
        this.chatOps = chatOps;
        this.directory = directory;
        this.intake = intake;
    }

    /**
     * Takes a command line.
     *
     * @param begun when the request came, by {@link System#nanoTime}
     * @throws RuntimeException as {@link ChatOps#answer}, and {@link Intake.Overloaded} if it was not done in time
     */
    Reply answer(SlackCommand command, long begun) {
        return asMember(
                command.user(),
                left(WHOLE, begun),
                () -> chatOps.answer(Speaker.inSlack(command.user()), command.text()));
    }

    /** Takes the press of a button, likewise. */
    Reply press(String user, ButtonValue button, long begun) {
        Press press = new Press(button.canary(), button.run(), button.gate());
        return asMember(user, left(STORED, begun), () -> chatOps.press(Speaker.inSlack(user), press));
    }

    /** What is left of a time; at least a moment, so that what is late is told as that. */
    static Duration left(Duration of, long begun) {
        Duration left = of.minusNanos(System.nanoTime() - begun);
        return left.toMillis() > 0 ? left : Duration.ofMillis(1);
    }

    Reply asMember(String user, Duration patience, Supplier<Reply> work) {
        return intake.inTime(patience, () -> {
            Optional<String> refusal = directory.refusal(user);
            return refusal.isPresent() ? new Reply(false, "Not for you", List.of(refusal.get())) : work.get();
        });
    }
}
