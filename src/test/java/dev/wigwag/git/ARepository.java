package dev.wigwag.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;

/** A repository in memory: files are set and removed, and commits made of what there is. */
final class ARepository implements AutoCloseable {
    private record Content(FileMode mode, ObjectId id) {}

    final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("test"));
    private final Map<String, Content> files = new TreeMap<>();
    private final List<ObjectId> commits = new ArrayList<>();

    ARepository file(String path, String text) {
        return put(path, FileMode.REGULAR_FILE, text);
    }

    ARepository link(String path, String target) {
        return put(path, FileMode.SYMLINK, target);
    }

    ARepository module(String path, String commit) {
        files.put(path, new Content(FileMode.GITLINK, ObjectId.fromString(commit)));
        return this;
    }

    ARepository remove(String path) {
        files.remove(path);
        return this;
    }

    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, content) -> {
            try {
                texts.put(path, new String(repository.open(content.id()).getBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return texts;
    }

    ObjectId commit() {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            files.forEach((path, content) -> {
                DirCacheEntry entry = new DirCacheEntry(path);
                entry.setFileMode(content.mode());
                entry.setObjectId(content.id());
                builder.add(entry);
            });
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            if (!commits.isEmpty()) {
                commit.setParentId(commits.get(commits.size() - 1));
            }
            PersonIdent ana = new PersonIdent(
                    "Ana", "ana@acme.example", Instant.ofEpochSecond(1_700_000_000L + commits.size()), ZoneOffset.UTC);
            commit.setAuthor(ana);
            commit.setCommitter(ana);
            commit.setMessage("Change " + commits.size());
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            commits.add(id);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CommitTree tree(ObjectId commit) {
        try {
            return CommitTree.of(repository, commit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ARepository put(String path, FileMode mode, String text) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            files.put(
                    path,
                    new Content(mode, inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8))));
            inserter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        repository.close();
    }
}
