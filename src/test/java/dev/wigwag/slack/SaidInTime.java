package dev.wigwag.slack;

import dev.wigwag.chatops.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes whatever is wanted, and has of it what a test says. */
class SaidInTime extends InTime {
    final List<String> wanted = new ArrayList<>();
    Supplier<Reply> outcome = () -> new Reply(true, "Done", List.of("as you wish"));

    SaidInTime() {
        super(null, null, null);
    }

    @Override
    Reply answer(SlackCommand command, long begun) {
        wanted.add(command.user() + " " + command.text());
        return outcome.get();
    }

    @Override
    Reply press(String user, ButtonValue button, long begun) {
        wanted.add(user + " " + button.gate() + " " + button.canary() + " " + button.run());
        return outcome.get();
    }
}
