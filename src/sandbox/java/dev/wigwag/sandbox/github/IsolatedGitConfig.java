package dev.wigwag.sandbox.github;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Keeps the settings of the machine and its user out of the sandbox's repositories, so that they behave the same everywhere. */
final class IsolatedGitConfig extends SystemReader.Delegate {

    private IsolatedGitConfig(SystemReader machine) {
        super(machine);
    }

    /** Takes effect for the whole process, as JGit has one reader; doing it twice changes nothing. */
    static synchronized void install() {
        // JGit measures for seconds how exactly the disk keeps time; nobody here changes a repository behind its back.
        FS.FileStoreAttributes.setBackground(true);
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof IsolatedGitConfig)) {
            SystemReader.setInstance(new IsolatedGitConfig(now));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    private static final class NoConfig extends FileBasedConfig {
        NoConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file behind it.
        }

        @Override
        public void save() {
            // JGit notes what it measured of the file system; there is nowhere to keep it.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
