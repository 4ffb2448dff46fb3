package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin.Login;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched by ssh, and from whom. */
class FetchBySshTest {
    @TempDir
    Path directory;

    private Origin origin;
    private SshForge forge;
    private AReader reader;
    private ObjectId first;
    private ObjectId last;

    @BeforeEach
    void begin() {
        origin = new Origin(directory.resolve("origin"));
        forge = new SshForge(origin);
        reader = new AReader(directory.resolve("copies"));
        first = origin.file("apps/podinfo/deployment.yaml", "kind: Deployment").commit("Begin");
        last = origin.branch("main", origin.commits(7, first));
    }

    @AfterEach
    void close() {
        forge.close();
        origin.close();
    }

    @Test
    void theHolderOfTheKeyReadsFromAKnownHost() {
        reader.login(new Login.Key(SshForge.pem(forge.user), null, forge.knownHosts()))
                .with("depth", "2");

        assertThat(reader.read(forge.url(), first, last).changes().count()).isEqualTo(7);
        assertThat(forge.commands).isNotEmpty().allMatch("git-upload-pack '/acme/fleet.git'"::equals);
    }

    @Test
    void aHostWithAnotherKeyIsNotSpokenWith() {
        reader.login(new Login.Key(
                SshForge.pem(forge.user), null, forge.knownHosts(SshForge.keys().getPublic())));

        assertDenied("known_hosts");
    }

    @Test
    void aHostThatIsNotKnownIsNotSpokenWith() {
        reader.login(new Login.Key(SshForge.pem(forge.user), null, "github.com ssh-ed25519 AAAA\n"));

        assertDenied("known_hosts");
    }

    @Test
    void withoutKnownHostsNobodyIsSpokenWith() {
        reader.login(new Login.Key(SshForge.pem(forge.user), null, null));

        assertDenied("known_hosts");
    }

    @Test
    void aKeyThatIsNotAcceptedIsDenied() {
        reader.login(new Login.Key(SshForge.pem(SshForge.keys()), null, forge.knownHosts()));

        assertDenied("does not accept the key");
    }

    @Test
    void whatIsNoKeyIsSaidToBeNone() {
        reader.login(new Login.Key("no key", null, forge.knownHosts()));

        assertDenied("cannot be read");
    }

    @Test
    void withoutAKeyItIsSaidWhereToGetOne() {
        assertDenied("wigwag.git.use-source-secrets");
    }

    private void assertDenied(String fix) {
        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DENIED))
                .hasMessageContaining(fix)
                .hasMessageNotContaining("PRIVATE");
        assertThat(forge.commands).isEmpty();
    }
}
