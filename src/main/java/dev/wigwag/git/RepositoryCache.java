package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Copies of repositories on disk, for one asker at a time each. They may go at any time: what is gone or damaged is made anew,
 * once. Safe for several threads.
 */
@ApplicationScoped
class RepositoryCache {
    private static final Logger LOG = Logger.getLogger(RepositoryCache.class);

    /** What is done with a copy. */
    interface Use<T> {
        /**
         * Does it.
         *
         * @param room how many bytes may come in
         * @throws IOException if the copy is damaged; it is then done again with a new one
         */
        T with(GuardedRepository copy, long room) throws IOException;
    }

    private final CopyShelf shelf;
    private final CopyTurns turns;
    private final TooLarge tooLarge;
    private final long largest;
    private final Clock clock;

    RepositoryCache(GitConfig config, Clock clock, MeterRegistry metrics) {
        this.turns = new CopyTurns(metrics);
        this.shelf = new CopyShelf(config, Path.of(System.getProperty("java.io.tmpdir")), clock, turns, metrics);
        this.largest = config.largest().asLongValue();
        this.tooLarge = new TooLarge(clock, metrics);
        this.clock = clock;
    }

    /**
     * Does something with the copy of this name, a new and empty one if there is none.
     *
     * @param name of letters and digits
     * @param until how long its turn is waited for
     * @throws RangeException if the turn does not come, or the disk is of no use, or from {@code use}
     */
    <T> T with(String name, Instant until, Use<T> use) {
        tooLarge.check(name);
        if (!turns.take(name, Duration.between(clock.instant(), until))) {
            throw new RangeException(
                    Fault.UNREACHABLE,
                    "Another question about the same repository takes all the time; raise wigwag.git.deadline if it is"
                            + " that slow");
        }
        AtomicBoolean untidy = new AtomicBoolean();
        try {
            tooLarge.check(name);
            return inTurn(name, use, untidy);
        } catch (RangeException e) {
            tooLarge.note(name, e);
            untidy.set(true);
            throw e;
        } finally {
            turns.giveBack(name);
            // Looking through all copies takes longer than an answer from one that is there.
            if (untidy.get()) {
                shelf.tidy();
            }
        }
    }

    /** Takes away what is too old or too much. */
    void tidy() {
        shelf.tidy();
    }

    private <T> T inTurn(String name, Use<T> use, AtomicBoolean untidy) {
        try {
            CopyFiles files = new CopyFiles(shelf.place(name));
            if (files.areWhole() && files.areWornOut()) {
                files.delete();
            }
            boolean old = files.areWhole();
            try {
                return once(files, use, untidy);
            } catch (RangeException e) {
                // What came bit by bit may fit where all begins anew; and what is half gone shows itself in many ways.
                if (e.fault() == Fault.TOO_LARGE ? !old : files.areWhole()) {
                    throw e;
                }
                LOG.debugf("A copy is made anew: %s", e.getMessage());
            } catch (IOException | UncheckedIOException e) {
                LOG.debug("A damaged copy is made anew", e);
            }
            files.delete();
            return once(files, use, untidy);
        } catch (IOException | UncheckedIOException e) {
            Path where = shelf.directory();
            LOG.debug("The copy cannot be kept", e);
            throw new RangeException(
                    Fault.DISK,
                    "No repository can be kept below " + where + "; point wigwag.git.directory at a directory that can"
                            + " be written and has room");
        }
    }

    private <T> T once(CopyFiles files, Use<T> use, AtomicBoolean untidy) throws IOException {
        IsolatedGit.install();
        boolean whole = files.areWhole();
        if (!whole) {
            files.delete();
        }
        try (GuardedRepository copy =
                whole ? GuardedRepository.open(files.directory()) : GuardedRepository.create(files.directory())) {
            files.use(clock.instant());
            T answer = use.with(copy, Math.max(0, largest - files.size()));
            untidy.set(untidy.get() || !whole || copy.mayHaveGrown());
            return answer;
        } catch (RangeException e) {
            if (e.fault() == Fault.TOO_LARGE) {
                files.delete();
            }
            throw e;
        }
    }
}
