package dev.wigwag.git;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The directory that holds the copies: so many, so large and so old at most. Never takes one away that somebody has. */
final class CopyShelf {
    private static final Logger LOG = Logger.getLogger(CopyShelf.class);

    /** More are not worth looking through at each question. */
    static final int MOST = 100;

    private record Copy(String name, CopyFiles files, long size, Instant used) {}

    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final boolean shared;
    private final long mostDisk;
    private final Duration mostAge;
    private final Clock clock;
    private final CopyTurns turns;
    private final AtomicLong disk;
    private final AtomicLong count;

    /** @param temporary where everybody keeps temporary files; used where the settings name no directory */
    CopyShelf(GitConfig config, Path temporary, Clock clock, CopyTurns turns, MeterRegistry metrics) {
        this.shared = config.directory().isEmpty();
        this.directory = config.directory()
                .map(Path::of)
                .orElseGet(() -> temporary.resolve("wigwag-git"))
                .toAbsolutePath();
        this.mostDisk = config.mostDisk().asLongValue();
        this.mostAge = config.mostAge();
        this.clock = clock;
        this.turns = turns;
        this.disk = metrics.gauge("wigwag.git.disk", new AtomicLong());
        this.count = metrics.gauge("wigwag.git.repositories", new AtomicLong());
    }

    /** Where they are. */
    Path directory() {
        return directory;
    }

    /**
     * Where the copy of this name belongs.
     *
     * @throws IOException if the directory cannot be made, or may be somebody else's
     */
    Path place(String name) throws IOException {
        if (!Files.isDirectory(directory)) {
            make();
        }
        // Where everybody keeps temporary files, somebody else may have put a directory of this name.
        if (shared && !isForUsAlone()) {
            throw new IOException("The directory is open to others");
        }
        return directory.resolve(name);
    }

    /** Takes away what is too old or too much. Trouble with it is told in the log. */
    synchronized void tidy() {
        try {
            List<Copy> copies = new ArrayList<>(copies());
            copies.sort(Comparator.comparing(Copy::used));
            long size = copies.stream().mapToLong(Copy::size).sum();
            int left = copies.size();
            Instant tooOld = clock.instant().minus(mostAge);
            for (Copy copy : copies) {
                boolean goes = size > mostDisk || left > MOST || copy.used().isBefore(tooOld);
                if (goes && takenAway(copy)) {
                    size -= copy.size();
                    left--;
                }
            }
            disk.set(size);
            count.set(left);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The copies of repositories could not be tidied; it is tried again after the next question", e);
        }
    }

    private boolean takenAway(Copy copy) throws IOException {
        if (!turns.take(copy.name(), Duration.ZERO)) {
            return false;
        }
        try {
            copy.files().delete();
            return true;
        } finally {
            turns.giveBack(copy.name());
        }
    }

    private List<Copy> copies() throws IOException {
        List<Copy> copies = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return copies;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, CopyShelf::isCopy)) {
            for (Path entry : entries) {
                CopyFiles files = new CopyFiles(entry);
                copies.add(new Copy(entry.getFileName().toString(), files, files.size(), files.used()));
            }
        }
        return copies;
    }

    /** Whatever else somebody keeps in there is not ours to take away. */
    private static boolean isCopy(Path entry) {
        return entry.getFileName().toString().matches("[0-9a-f]{40}") && Files.isDirectory(entry);
    }

    private boolean isForUsAlone() throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.isWritable(directory)
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(OURS);
    }

    private void make() throws IOException {
        Files.createDirectories(directory.getParent());
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OURS));
        } catch (FileAlreadyExistsException e) {
            // Another question made it meanwhile; or it is no directory, and then the next step says so.
            LOG.debug("The directory for copies is there already", e);
        }
    }
}
