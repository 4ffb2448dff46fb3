package dev.wigwag.github;

import dev.wigwag.engine.Report;
import dev.wigwag.http.Malformed;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Supplier;

/** A kind of event that we understand; there is one class for each. */
interface EventKind {
    /** The names GitHub gives it in {@code X-GitHub-Event}. */
    Set<String> names();

    /**
     * Reads a delivery without acting on it yet: first it has to be known whether its signer may speak for the repository.
     *
     * @throws Malformed if it is not what GitHub sends under that name
     */
    Understood read(Delivery delivery, InputStream payload) throws Malformed;

    /**
     * A delivery that was understood.
     *
     * @param repository {@code owner/name}; null if the event is not of a single repository
     * @param ref what was pushed, for the answer and the log; null if nothing was
     * @param commit likewise
     * @param note why there is nothing to do; null if there is
     * @param act does what is to be done; null if there is nothing
     */
    record Understood(String repository, String ref, String commit, String note, Supplier<Report> act) {
        static Understood ofNoInterest(String repository, String note) {
            return new Understood(repository, null, null, note, null);
        }
    }
}
