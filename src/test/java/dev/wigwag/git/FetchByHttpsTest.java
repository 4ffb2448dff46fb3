package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin.Login;
import dev.wigwag.process.TlsFront;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom we trust by https. */
class FetchByHttpsTest {
    @TempDir
    Path directory;

    private static SelfSignedCertificate certificate;

    private Origin origin;
    private HttpForge forge;
    private AReader reader;
    private ObjectId first;
    private ObjectId last;

    @BeforeAll
    static void certify() throws Exception {
        certificate = new SelfSignedCertificate("localhost");
    }

    @AfterAll
    static void forget() {
        certificate.delete();
    }

    @BeforeEach
    void begin() throws Exception {
        origin = new Origin(directory.resolve("origin"));
        forge = new HttpForge(origin, TlsFront.server(certificate));
        reader = new AReader(directory.resolve("copies"));
        first = origin.commit("Begin");
        last = origin.branch("main", origin.commits(2, first));
    }

    @AfterEach
    void close() {
        forge.close();
        origin.close();
    }

    @Test
    void anAuthorityOfTheSecretIsTrusted() throws Exception {
        reader.login(new Login.Password(
                "ana", "pw", Files.readString(certificate.certificate().toPath())));

        assertThat(reader.read(url(), first, last).changes().count()).isEqualTo(2);
    }

    @Test
    void anAuthorityThatNobodyKnowsIsNot() {
        reader.login(new Login.Password("ana", "pw", null));

        assertThatThrownBy(() -> reader.read(url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("certificate is not trusted");
        assertThat(forge.authorizations).isEmpty();
    }

    @Test
    void theNameHasToBeThatOfTheCertificate() throws Exception {
        reader.login(new Login.Password(
                "ana", "pw", Files.readString(certificate.certificate().toPath())));

        assertThatThrownBy(() -> reader.read(forge.url(), first, last)).isInstanceOf(RangeException.class);
        assertThat(forge.authorizations).isEmpty();
    }

    @Test
    void whatIsNoCertificateIsSaidToBeNone() {
        reader.login(new Login.Password("ana", "pw", "no certificate"));

        assertThatThrownBy(() -> reader.read(url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DENIED))
                .hasMessageContaining("ca.crt");
    }

    @Test
    void theProxyThatIsSetIsGoneThrough() throws Exception {
        List<URI> asked = new ArrayList<>();
        ProxySelector nobodyThere = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException why) {}
        };
        Clock clock = Clock.systemUTC();
        Allowance allowance = new Allowance(clock, Instant.now().plusSeconds(20), Duration.ofSeconds(5), 1_000_000);
        try (GuardedRepository copy = GuardedRepository.create(directory.resolve("copy"))) {
            Remote remote = new Remote(Place.of(url()), Optional.empty(), Optional.of(nobodyThere), allowance);

            assertThatThrownBy(() -> remote.fetch(copy, List.of(last), 1)).isInstanceOf(RangeException.class);
        }
        assertThat(asked).isNotEmpty().allMatch(URI.create("https://localhost")::equals);
        assertThat(forge.authorizations).isEmpty();
    }

    private String url() {
        return forge.url().replace("127.0.0.1", "localhost");
    }
}
