package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the machine JGit gets to see. */
class IsolatedGitTest {
    @BeforeAll
    static void isolate() {
        IsolatedGit.install();
        IsolatedGit.install();
    }

    @Test
    void neitherTheSystemsNorTheUsersSettingsAreRead() throws Exception {
        SystemReader reader = SystemReader.getInstance();

        for (StoredConfig config :
                new StoredConfig[] {reader.getUserConfig(), reader.getSystemConfig(), reader.getJGitConfig()}) {
            assertThat(config.toText()).isEmpty();
            config.setString("http", null, "extraHeader", "X: y");
            config.save();
            config.unset("http", null, "extraHeader");
        }
        assertThat(reader.openUserConfig(null, FS.DETECTED).getFile()).isNull();
    }

    @Test
    void theEnvironmentNamesNoProgramAndNoDirectory() {
        assertThat(SystemReader.getInstance().getenv("PATH")).isNull();
        assertThat(SystemReader.getInstance().getenv("GIT_SSH")).isNull();
    }

    @Test
    void theDiskIsNotMeasured(@TempDir Path directory) throws Exception {
        long resolution = SystemReader.getInstance()
                .getUserConfig()
                .getTimeUnit("filesystem", "any", "timestampResolution", -1L, TimeUnit.MILLISECONDS);
        assertThat(resolution).isEqualTo(2_000);

        FS.getFileStoreAttributes(directory);

        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void otherDurationsAreAsTheyAre() throws Exception {
        assertThat(SystemReader.getInstance().getUserConfig().getTimeUnit("gc", null, "any", 7L, TimeUnit.DAYS))
                .isEqualTo(7);
    }
}
