package dev.wigwag.git;

import com.jcraft.jsch.JSchException;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;

/**
 * What a failed exchange means. JGit tells most by texts that quote the address, and servers say what they like: neither is passed
 * on, only what kind of failure it was.
 */
final class FetchTrouble {
    private FetchTrouble() {}

    /**
     * Why it failed, in words for people.
     *
     * @param asked whether it had been told already what is wanted
     * @param status what a web server answered last; 0 if it is none, or has not answered
     * @throws IOException if it is our own copy that failed
     */
    static RangeException of(Throwable failure, Place place, int status, Allowance allowance, boolean asked)
            throws IOException {
        Optional<RangeException> ours = find(failure, RangeException.class).or(allowance::spent);
        if (ours.isPresent()) {
            return told(ours.get().fault(), place, ours.get().getMessage());
        }
        if (status == 401 || status == 403 || status == 404 || has(failure, NoRemoteRepositoryException.class)) {
            return told(Fault.DENIED, place, denied(status));
        }
        if (status >= 400) {
            return told(Fault.UNREACHABLE, place, "it answers " + status + "; it will be asked again later");
        }
        if (has(failure, TooLargeObjectInPackException.class)) {
            return told(
                    Fault.TOO_LARGE,
                    place,
                    "it has a file of more than " + GuardedRepository.LARGEST_OBJECT / 1024 / 1024
                            + " MiB, and cannot leave large files out");
        }
        if (isOurCopy(failure)) {
            throw new IOException("The copy of " + place + " is damaged", failure);
        }
        String network = network(failure);
        if (network != null) {
            return told(Fault.UNREACHABLE, place, network);
        }
        // Servers say in many ways that they do not have what is wanted, or do not give it out by its name.
        return asked
                ? told(Fault.MISSING, place, "it does not give out this commit; it may be gone by a forced push")
                : told(
                        Fault.UNREACHABLE,
                        place,
                        "it does not speak Git as we know it ("
                                + root(failure).getClass().getSimpleName() + ")");
    }

    private static String denied(int status) {
        return switch (status) {
            case 401, 403 ->
                "it does not let us in (" + status + "); give wigwag.github.token access to it, or let"
                        + " Wigwag read the source's Secret by wigwag.git.use-source-secrets";
            default ->
                "there is no such repository, or it is hidden from us; check spec.url, and give"
                        + " wigwag.github.token access to it or let Wigwag read the source's Secret by"
                        + " wigwag.git.use-source-secrets";
        };
    }

    /** What is wrong on the way there; null if nothing is. */
    private static String network(Throwable failure) {
        if (has(failure, UnknownHostException.class)) {
            return "its host is not known; check spec.url and the cluster's DNS";
        }
        if (has(failure, SSLException.class)) {
            return "its certificate is not trusted; put the authority's into ca.crt of the source's Secret";
        }
        if (has(failure, InterruptedIOException.class)) {
            return "it has not answered in time; it will be asked again later";
        }
        if (has(failure, SocketException.class) || has(failure, JSchException.class)) {
            return "no connection; check that a network policy lets Wigwag out to it";
        }
        return null;
    }

    private static boolean isOurCopy(Throwable failure) {
        return has(failure, CorruptObjectException.class)
                || has(failure, MissingObjectException.class)
                || has(failure, NoSuchFileException.class)
                || has(failure, FileNotFoundException.class);
    }

    private static RangeException told(Fault fault, Place place, String why) {
        return new RangeException(fault, place + " cannot be read: " + why);
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce((above, below) -> below).orElse(failure);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return find(failure, kind).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return causes(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** A chain that bites its tail ends all the same. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
