package dev.wigwag.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a thread has said so far of one thing: of a run of a canary, or of a stage.
 *
 * @param state where it stood when it was last told
 * @param step the canary's step then; 0 if it had none
 * @param failedChecks of the canary then
 * @param causes short digests of the failures and waits that were told, oldest first, at most {@link #MOST}
 */
record Told(State state, int step, int failedChecks, List<String> causes) {
    /** Where a thing stands. */
    enum State {
        Going,
        Waiting,
        Failed,
        Well
    }

    /** A run may wait for three kinds of approvals, and fail. */
    static final int MOST = 4;

    static final Told NOTHING = new Told(State.Going, 0, 0, List.of());

    private static final Pattern WRITTEN =
            Pattern.compile("([GWFO])([0-9]{1,6})\\.([0-9]{1,6})((?:![A-Za-z0-9_-]{4}){0,4})");
    private static final String LETTERS = "GWFO";
    private static final int LARGEST = 999_999;

    Told {
        causes = List.copyOf(causes);
    }

    /** Of a thing that is in this state now; what was told of it before stays told. */
    Told now(State next) {
        return new Told(next, step, failedChecks, causes);
    }

    /** The same at a canary's step, with so many failed checks. */
    Told at(int reached, int failed) {
        return new Told(state, Math.min(reached, LARGEST), Math.min(failed, LARGEST), causes);
    }

    /** The same, with a cause told as well. */
    Told of(String cause) {
        List<String> more = new ArrayList<>(causes);
        more.add(cause);
        return new Told(state, step, failedChecks, more);
    }

    /** The same, with a cause that was told before told again. */
    Told again(String cause) {
        List<String> more = new ArrayList<>(causes);
        more.remove(cause);
        more.add(cause);
        return new Told(state, step, failedChecks, more);
    }

    /** Whether nothing more of its failures and waits can be kept in mind. */
    boolean isFull() {
        return causes.size() == MOST;
    }

    /** Whether this very cause was told last and still is what there is. */
    boolean isLast(State in, String cause) {
        return state == in && !causes.isEmpty() && causes.get(causes.size() - 1).equals(cause);
    }

    /** {@code F3.2!ab12}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(LETTERS.charAt(state.ordinal()));
        text.append(step).append('.').append(failedChecks);
        causes.forEach(cause -> text.append('!').append(cause));
        return text.toString();
    }

    /** Reads {@link #toString}; empty if it is nothing of the kind. */
    static Optional<Told> read(String text) {
        var matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> causes = matcher.group(4).isEmpty()
                ? List.of()
                : List.of(matcher.group(4).substring(1).split("!"));
        return Optional.of(new Told(
                State.values()[LETTERS.indexOf(matcher.group(1))],
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                causes));
    }
}
