package dev.wigwag.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;

/** A bare repository on disk that takes in no more than its allowance. Holds no remote, no login and no hook. */
final class GuardedRepository extends FileRepository {
    /** JGit keeps an object that was sent as a difference in memory, whatever size the far end says it has. */
    static final long LARGEST_OBJECT = 16L * 1024 * 1024;

    private static final String OURS = "wigwag";
    private static final String TIPS = "refs/wigwag/";

    private Allowance allowance;

    private GuardedRepository(Path directory) throws IOException {
        super(new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .setup());
    }

    /** One that is there; fails at its first use if it is not. */
    static GuardedRepository open(Path directory) throws IOException {
        return new GuardedRepository(directory);
    }

    /** A new one, empty. */
    static GuardedRepository create(Path directory) throws IOException {
        GuardedRepository repository = new GuardedRepository(directory);
        repository.create(true);
        var config = repository.getConfig();
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        config.setBoolean(
                ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_LOGALLREFUPDATES, false);
        config.save();
        return repository;
    }

    /** What comes in from now on is held against this. */
    void allow(Allowance given) {
        this.allowance = given;
    }

    /** Whether something may have come in since it was opened. */
    boolean mayHaveGrown() {
        return allowance != null;
    }

    /** Whether the commit is here. */
    boolean has(ObjectId commit) throws IOException {
        return getObjectDatabase().has(commit);
    }

    /** Keeps in mind that this commit and its history are here, so that they are not asked for again. */
    void keep(ObjectId commit) throws IOException {
        RefUpdate update = updateRef(TIPS + commit.name());
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("A tip could not be noted: " + result);
        }
    }

    /** What was kept in mind. */
    Set<ObjectId> kept() throws IOException {
        return getRefDatabase().getRefsByPrefix(TIPS).stream()
                .map(ref -> ref.getObjectId())
                .collect(Collectors.toSet());
    }

    /** How many commits of a history were asked for. */
    int depth() {
        return getConfig().getInt(OURS, "depth", 0);
    }

    void depth(int depth) throws IOException {
        if (depth != depth()) {
            getConfig().setInt(OURS, null, "depth", depth);
            getConfig().save();
        }
    }

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter inserter = super.newObjectInserter();
        return allowance == null ? inserter : new Guard(inserter, allowance);
    }

    private static final class Guard extends ObjectInserter.Filter {
        private final ObjectInserter inserter;
        private final Allowance allowance;

        Guard(ObjectInserter inserter, Allowance allowance) {
            this.inserter = inserter;
            this.allowance = allowance;
        }

        @Override
        protected ObjectInserter delegate() {
            return inserter;
        }

        @Override
        public PackParser newPackParser(InputStream in) throws IOException {
            PackParser parser = inserter.newPackParser(new MeteredStream(in, allowance));
            parser.setMaxObjectSizeLimit(LARGEST_OBJECT);
            return parser;
        }
    }
}
