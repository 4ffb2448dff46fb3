package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** What one question may cost: time, silence at the far end, and bytes. Asked at every read and every object. */
final class Allowance extends EmptyProgressMonitor {
    /** GitHub's largest repositories name some 100,000 refs, which are 7 MB where they are all told. */
    static final long TALK = 16L * 1024 * 1024;

    private final Clock clock;
    private final Instant until;
    private final Duration idle;
    private final long largest;
    private final List<Runnable> ends = new ArrayList<>();
    private volatile long limit = TALK;
    private volatile RangeException spent;

    /** @param largest how many bytes of commits and files may come */
    Allowance(Clock clock, Instant until, Duration idle, long largest) {
        this.clock = clock;
        this.until = until;
        this.idle = idle;
        this.largest = largest;
    }

    /** From now on the far end tells what it has. */
    void talk() {
        limit = Math.min(TALK, Math.max(largest, 1));
    }

    /** From now on it sends what is asked for. */
    void receive() {
        limit = largest;
    }

    /** How long the far end may say nothing, in whole seconds as JGit counts them; at least one. */
    int patience() {
        Duration patience = left().compareTo(idle) < 0 ? left() : idle;
        return (int) Math.max(1, patience.toSeconds());
    }

    /**
     * Goes on only if the time is not up.
     *
     * @throws IOException if it is
     */
    void checkTime() throws IOException {
        if (isLate()) {
            throw new IOException("The time is up");
        }
    }

    /**
     * Goes on only if that many bytes may come over one connection, and the time is not up.
     *
     * @throws IOException if not
     */
    void check(long bytes) throws IOException {
        checkTime();
        if (bytes > limit) {
            spent = new RangeException(
                    Fault.TOO_LARGE,
                    "it sends more than " + limit / 1024 + " KiB; raise wigwag.git.largest if there is room");
            throw new IOException("Too many bytes");
        }
    }

    /** Hangs up by this when the time is up, as what is said drop by drop is never silence. */
    synchronized void hangUpBy(Runnable end) {
        if (isCancelled()) {
            end.run();
        } else {
            ends.add(end);
        }
    }

    /** The time is up, whatever the clock says: hangs up all that is open. */
    synchronized void hangUp() {
        late();
        ends.forEach(Runnable::run);
        ends.clear();
    }

    /** How long until the time is up. */
    Duration left() {
        return Duration.between(clock.instant(), until);
    }

    /** Why nothing more may be done; empty as long as something may. */
    Optional<RangeException> spent() {
        return Optional.ofNullable(spent);
    }

    @Override
    public boolean isCancelled() {
        return isLate() || spent != null;
    }

    private boolean isLate() {
        if (clock.instant().isBefore(until)) {
            return false;
        }
        late();
        return true;
    }

    private synchronized void late() {
        if (spent == null) {
            spent = new RangeException(
                    Fault.UNREACHABLE, "it took longer than it may; raise wigwag.git.deadline if it is that slow");
        }
    }
}
