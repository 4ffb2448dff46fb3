package dev.wigwag.sandbox.github;

import dev.wigwag.git.IsolatedGit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A bare Git repository in a temporary directory that stands for one on GitHub. Every change of a branch or tag is returned as the
 * {@link RefChange} a push would tell of. Safe for several threads; failures of the disk surface as {@link UncheckedIOException}.
 */
public final class GitForge implements AutoCloseable {
    private static final int TURNS = 1_000;

    private final String host;
    private final String owner;
    private final String name;
    private final Path directory;
    private final Repository repository;
    private final CommitWriter writer;
    private final CommitReader reader;

    private GitForge(String host, String owner, String name, Path directory, Repository repository, Clock clock) {
        this.host = host;
        this.owner = owner;
        this.name = name;
        this.directory = directory;
        this.repository = repository;
        this.writer = new CommitWriter(repository, clock);
        this.reader = new CommitReader(repository);
    }

    /** Creates an empty repository {@code owner/name} on github.com, whose commits are dated by {@code clock}. */
    public static GitForge create(String owner, String name, Clock clock) {
        return create("github.com", owner, name, clock);
    }

    /** Creates one on another host, as a GitHub Enterprise Server is. */
    public static GitForge create(String host, String owner, String name, Clock clock) {
        IsolatedGit.install();
        try {
            Path directory = Files.createTempDirectory("sandbox-forge-");
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            repository.create(true);
            // A collection in the background would race with the deletion of the directory.
            repository.getConfig().setInt("gc", null, "auto", 0);
            repository.getConfig().save();
            return new GitForge(host, owner, name, directory, repository, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("No repository could be made in the temporary directory", e);
        }
    }

    /** The account it belongs to on GitHub. */
    public String owner() {
        return owner;
    }

    /** Its name on GitHub. */
    public String name() {
        return name;
    }

    /** Its address on GitHub, {@code https://<host>/<owner>/<name>}; nothing listens there on its behalf. */
    public String url() {
        return "https://" + host + "/" + owner + "/" + name;
    }

    /** Where the bare repository is, for a clone by {@code file://}. */
    public Path directory() {
        return directory;
    }

    /** Commits files (path to content) on a branch; one that does not exist begins with this commit. Refuses names Git does not allow. */
    public RefChange commit(String branch, Map<String, String> files, String message, Person author) {
        return commit(branch, files, Set.of(), message, author);
    }

    /** Commits files and removes others on a branch. */
    public synchronized RefChange commit(
            String branch, Map<String, String> files, Set<String> removed, String message, Person author) {
        String ref = Constants.R_HEADS + branch;
        Optional<String> parent = tip(ref);
        return move(ref, writer.commit(parent, files, removed, message, author).name(), author);
    }

    /** Moves a branch to any commit, as a force push does. */
    public synchronized RefChange forcePush(String branch, String sha, Person by) {
        return move(Constants.R_HEADS + branch, sha, by);
    }

    /** Makes or moves a lightweight tag. */
    public synchronized RefChange tag(String tag, String sha, Person by) {
        return move(Constants.R_TAGS + tag, sha, by);
    }

    /** Makes or moves an annotated tag; {@code after} of the result is the tag object. */
    public synchronized RefChange annotatedTag(String tag, String sha, String message, Person by) {
        return move(Constants.R_TAGS + tag, writer.tag(tag, sha, message, by).name(), by);
    }

    /** Deletes a branch; refuses one that does not exist. */
    public synchronized RefChange deleteBranch(String branch, Person by) {
        return delete(Constants.R_HEADS + branch, by);
    }

    /** Deletes a tag; refuses one that does not exist. */
    public synchronized RefChange deleteTag(String tag, Person by) {
        return delete(Constants.R_TAGS + tag, by);
    }

    /** The commit a full ref points at, through an annotated tag; empty when there is no such ref. */
    public Optional<String> commitOf(String ref) {
        return reader.exactRef(ref).map(found -> reader.peeled(found).name());
    }

    /** All tags with the commit each points at. */
    public Map<String, String> tags() {
        return reader.refs(Constants.R_TAGS).stream()
                .collect(Collectors.toMap(
                        ref -> ref.getName().substring(Constants.R_TAGS.length()),
                        ref -> reader.peeled(ref).name()));
    }

    /** All branches with their tips. */
    public Map<String, String> branches() {
        return reader.refs(Constants.R_HEADS).stream()
                .collect(Collectors.toMap(
                        ref -> ref.getName().substring(Constants.R_HEADS.length()),
                        ref -> ref.getObjectId().name()));
    }

    /** What is in a commit, or empty when the repository has no commit of that name. */
    public Optional<CommitInfo> info(String sha) {
        return reader.info(sha);
    }

    /** The files of a commit, sorted by path. */
    public List<TreeFile> files(String sha) {
        return reader.files(sha);
    }

    /** The content of a file, by its {@link TreeFile#blob}, as UTF-8. */
    public String text(String blob) {
        return reader.text(blob);
    }

    /** The commits a change of a ref brings, oldest first: those not yet on the ref, or for a new ref not yet on any branch. */
    public List<CommitInfo> broughtBy(RefChange change) {
        return change.deleted() || change.tag() ? List.of() : reader.broughtBy(change);
    }

    private Optional<String> tip(String ref) {
        return reader.exactRef(ref).map(found -> found.getObjectId().name());
    }

    private RefChange move(String ref, String target, Person by) {
        if (!Repository.isValidRefName(ref)) {
            throw new IllegalArgumentException("'" + ref
                    + "' is not a name Git allows for a branch or tag; use letters, digits, '-', '.' and '/'");
        }
        Optional<String> before = tip(ref);
        boolean forced = before.isPresent() && !reader.ancestor(before.get(), target);
        try {
            RefUpdate update = repository.updateRef(ref);
            update.setNewObjectId(ObjectId.fromString(target));
            update.setForceUpdate(true);
            update.disableRefLog();
            expect(update.update(), ref);
        } catch (IOException e) {
            throw new UncheckedIOException("The ref " + ref + " could not be written", e);
        }
        return new RefChange(ref, before.orElse(RefChange.NOTHING), target, forced, by);
    }

    private RefChange delete(String ref, Person by) {
        String before = tip(ref).orElseThrow(() -> new IllegalArgumentException("There is no " + ref + " to delete"));
        try {
            RefUpdate update = repository.updateRef(ref);
            update.setForceUpdate(true);
            update.disableRefLog();
            expect(update.delete(), ref);
        } catch (IOException e) {
            throw new UncheckedIOException("The ref " + ref + " could not be deleted", e);
        }
        return new RefChange(ref, before, RefChange.NOTHING, false, by);
    }

    private static void expect(RefUpdate.Result result, String ref) {
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            default -> throw new IllegalStateException("The ref " + ref + " was not changed: " + result);
        }
    }

    /** Closes the repository and deletes its directory. */
    @Override
    public void close() {
        repository.close();
        IOException trouble = null;
        for (int turn = 0; turn < TURNS; turn++) {
            try {
                delete(directory);
                return;
            } catch (IOException | UncheckedIOException e) {
                // JGit may still be measuring in there, with files that come and go.
                trouble = e instanceof UncheckedIOException walk ? walk.getCause() : (IOException) e;
            }
        }
        throw new UncheckedIOException("The temporary repository could not be deleted", trouble);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    /** Names the repository, not its contents. */
    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
