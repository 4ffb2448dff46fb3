package dev.wigwag.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps the settings of the machine, its user and the environment out of JGit: they could send a password elsewhere, name a
 * program to be started, or make the same question answer differently.
 */
public final class IsolatedGit extends SystemReader.Delegate {
    private static final Duration COARSE = Duration.ofSeconds(2);
    private static boolean installed;

    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /** Takes effect for the whole process, as JGit has one reader; doing it twice changes nothing. */
    public static synchronized void install() {
        if (!installed) {
            SystemReader.setInstance(new IsolatedGit(SystemReader.getInstance()));
            installed = true;
        }
    }

    /** Nothing: by the environment Git takes other programs, directories and settings. */
    @Override
    public String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    private static final class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        /**
         * JGit would measure for seconds how exactly the disk keeps time, by files of its own. Of a coarse one it only looks into
         * its files again a little more often.
         */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long fallback, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(COARSE)
                    : super.getTimeUnit(section, subsection, name, fallback, unit);
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
