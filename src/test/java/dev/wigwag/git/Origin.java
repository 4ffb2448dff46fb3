package dev.wigwag.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository on disk that somebody else fetches from. */
final class Origin implements AutoCloseable {
    final FileRepository repository;
    private final Path directory;
    private final Map<String, byte[]> files = new TreeMap<>();
    private long clock = 1_700_000_000L;

    Origin(Path directory) {
        IsolatedGit.install();
        this.directory = directory;
        try {
            repository = new FileRepository(new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .setup());
            repository.create(true);
            repository.getConfig().setBoolean("uploadpack", null, "allowfilter", true);
            repository.getConfig().setBoolean("uploadpack", null, "allowanysha1inwant", true);
            repository.getConfig().save();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "file://" + directory;
    }

    Path directory() {
        return directory;
    }

    void set(String name, boolean value) {
        try {
            repository.getConfig().setBoolean("uploadpack", null, name, value);
            repository.getConfig().save();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Origin file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Origin file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** A commit of the files there are. */
    ObjectId commit(String message, ObjectId... parents) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setParentIds(parents);
            PersonIdent ana =
                    new PersonIdent("Ana", "ana@acme.example", Instant.ofEpochSecond(clock++), ZoneOffset.UTC);
            commit.setAuthor(ana);
            commit.setCommitter(ana);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many commits on top of another, each of which changes a file; the last of them. */
    ObjectId commits(int count, ObjectId parent) {
        ObjectId last = parent;
        for (int i = 0; i < count; i++) {
            file("count.txt", "count " + clock);
            last = commit("Change " + i, last);
        }
        return last;
    }

    /** Where a branch is from now on. */
    ObjectId branch(String name, ObjectId commit) {
        return ref("refs/heads/" + name, commit);
    }

    ObjectId ref(String name, ObjectId object) {
        try {
            RefUpdate update = repository.updateRef(name);
            update.setNewObjectId(object);
            update.setForceUpdate(true);
            update.disableRefLog();
            update.update();
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
