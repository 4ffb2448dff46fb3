package dev.wigwag.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * A repository on disk as a large platform team has it: 500 Kustomizations of 38 files each, 50 bases, 20,000 files in all, and
 * 2,000 commits that change two files each.
 */
final class LargeRepository implements AutoCloseable {
    static final int APPS = 500;
    static final int COMMITS = 2_000;

    private static final int BASES = 50;
    private static final int FILES = 20_000;

    /** A directory; what is not changed keeps its id. */
    private static final class Node {
        private final Map<String, Node> below = new TreeMap<>();
        private ObjectId id;
        private FileMode mode = FileMode.TREE;
    }

    final FileRepository repository;
    final List<ObjectId> commits = new ArrayList<>();
    private final ObjectInserter inserter;
    private final Node root = new Node();
    private final Random lot = new Random(1);
    private int files;

    private LargeRepository(Path directory) throws IOException {
        repository = new FileRepository(directory.toFile());
        repository.create(true);
        inserter = repository.getObjectDatabase().newPackInserter();
    }

    static LargeRepository in(Path directory) throws IOException {
        LargeRepository made = new LargeRepository(directory);
        made.fill();
        for (int i = 0; i < COMMITS; i++) {
            made.change(i);
        }
        made.inserter.flush();
        made.inserter.close();
        return made;
    }

    static String app(int i) {
        return "apps/g" + i % 25 + "/a" + i;
    }

    private void fill() throws IOException {
        for (int i = 0; i < BASES; i++) {
            put("base/b" + i + "/kustomization.yaml", "resources: [cm.yaml" + (i > 0 ? ", ../b" + i / 2 : "") + "]\n");
            put("base/b" + i + "/cm.yaml", configMap(i));
        }
        for (int i = 0; i < APPS; i++) {
            String app = app(i);
            StringBuilder resources = new StringBuilder("resources: [../../../base/b" + i % BASES);
            for (int file = 0; file < 9; file++) {
                put(app + "/r" + file + ".yaml", configMap(file));
                resources.append(", r").append(file).append(".yaml");
            }
            for (int file = 0; file < 10; file++) {
                put(app + "/config/f" + file + ".env", "key=" + file + "\n");
            }
            for (int file = 0; file < 18; file++) {
                put(app + "/docs/d" + file + ".md", "text " + file + "\n");
            }
            // Every fifth is a plain directory.
            put(
                    app + (i % 5 == 0 ? "/about.txt" : "/kustomization.yaml"),
                    resources + "]\nconfigMapGenerator: [{name: c, envs: [config/f0.env, config/f1.env]}]\n");
        }
        while (files < FILES) {
            put("docs/d" + files + ".md", "text");
        }
        commit(0);
    }

    private void change(int serial) throws IOException {
        String app = app(lot.nextInt(APPS));
        put(lot.nextInt(50) == 0 ? "base/b" + lot.nextInt(BASES) + "/cm.yaml" : app + "/r0.yaml", configMap(serial));
        put(app + "/docs/d0.md", "text " + serial);
        commit(serial + 1);
    }

    private void put(String path, String text) throws IOException {
        Node at = root;
        at.id = null;
        for (String name : path.split("/")) {
            Node next = at.below.get(name);
            if (next == null) {
                next = new Node();
                at.below.put(name, next);
                files += path.endsWith("/" + name) && at.below.get(name) == next ? 1 : 0;
            }
            at = next;
            at.id = null;
        }
        at.mode = FileMode.REGULAR_FILE;
        at.id = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectId written(Node node) throws IOException {
        if (node.id == null) {
            TreeFormatter tree = new TreeFormatter();
            for (Map.Entry<String, Node> child : node.below.entrySet()) {
                tree.append(child.getKey(), child.getValue().mode, written(child.getValue()));
            }
            node.id = inserter.insert(tree);
        }
        return node.id;
    }

    private void commit(int serial) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(written(root));
        if (!commits.isEmpty()) {
            commit.setParentId(commits.get(commits.size() - 1));
        }
        PersonIdent who = new PersonIdent(
                "Person " + serial % 20,
                "p" + serial % 20 + "@acme.example",
                Instant.ofEpochSecond(1_700_000_000L + serial),
                ZoneOffset.UTC);
        commit.setAuthor(who);
        commit.setCommitter(who);
        commit.setMessage("Change " + serial + " (#" + serial + ")\n\nFor a reason.");
        commits.add(inserter.insert(commit));
    }

    private static String configMap(int value) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {value: '" + value + "'}\n";
    }

    @Override
    public void close() {
        repository.close();
    }
}
