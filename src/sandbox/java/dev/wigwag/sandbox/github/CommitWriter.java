package dev.wigwag.sandbox.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;

/** Writes commits and annotated tags straight into the object store; no working copy is needed. */
final class CommitWriter {

    private final Repository repository;
    private final Clock clock;

    CommitWriter(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    ObjectId commit(
            Optional<String> parent, Map<String, String> files, Set<String> removed, String message, Person author) {
        try (ObjectInserter objects = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree(objects, parent, files, removed));
            parent.ifPresent(sha -> commit.setParentId(ObjectId.fromString(sha)));
            commit.setAuthor(ident(author));
            commit.setCommitter(ident(author));
            commit.setMessage(message);
            ObjectId id = objects.insert(commit);
            objects.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("The commit could not be written", e);
        }
    }

    ObjectId tag(String name, String sha, String message, Person tagger) {
        try (ObjectInserter objects = repository.newObjectInserter()) {
            TagBuilder tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.fromString(sha), Constants.OBJ_COMMIT);
            tag.setMessage(message);
            tag.setTagger(ident(tagger));
            ObjectId id = objects.insert(tag);
            objects.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("The tag could not be written", e);
        }
    }

    private ObjectId tree(
            ObjectInserter objects, Optional<String> parent, Map<String, String> files, Set<String> removed)
            throws IOException {
        DirCache index = DirCache.newInCore();
        if (parent.isPresent()) {
            read(index, parent.get());
        }
        DirCacheEditor editor = index.editor();
        for (Map.Entry<String, String> file : files.entrySet()) {
            ObjectId blob = objects.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8));
            editor.add(new DirCacheEditor.PathEdit(file.getKey()) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                    entry.setObjectId(blob);
                }
            });
        }
        removed.forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
        editor.finish();
        return index.writeTree(objects);
    }

    private void read(DirCache index, String commit) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            DirCacheBuilder builder = index.builder();
            builder.addTree(
                    new byte[0],
                    DirCacheEntry.STAGE_0,
                    reader,
                    walk.parseCommit(ObjectId.fromString(commit)).getTree());
            builder.finish();
        }
    }

    private PersonIdent ident(Person person) {
        return new PersonIdent(person.name(), person.email(), clock.instant(), ZoneOffset.UTC);
    }
}
