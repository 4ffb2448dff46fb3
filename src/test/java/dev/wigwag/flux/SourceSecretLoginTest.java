package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.RepositoryLogin.Login;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Secret of a source opens. */
class SourceSecretLoginTest {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aNameAndAPasswordLogIn() {
        secret(Map.of("username", "ana", "password", "s3cret", "ca.crt", "CERTIFICATE"));

        assertThat(login(true)).contains(new Login.Password("ana", "s3cret", "CERTIFICATE"));
    }

    @Test
    void aBearerTokenLogsInAndTheOldNameOfTheAuthorityIsRead() {
        secret(Map.of("bearerToken", "t0ken", "caFile", "CERTIFICATE"));

        assertThat(login(true)).contains(new Login.Bearer("t0ken", "CERTIFICATE"));
    }

    @Test
    void anIdentityLogsInBySsh() {
        secret(Map.of("identity", "KEY", "identity.pub", "PUBLIC", "known_hosts", "host key", "password", "phrase"));

        assertThat(login(true)).contains(new Login.Key("KEY", "phrase", "host key"));
    }

    @Test
    void aGitHubAppInTheSecretIsLeftToFlux() {
        secret(Map.of("githubAppID", "1", "githubAppPrivateKey", "KEY"));

        assertThat(login(true)).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsNoLogin() {
        assertThat(login(true)).isEmpty();
    }

    @Test
    void withoutLeaveOfThePlatformNoSecretIsLookedAt() {
        secret(Map.of("username", "ana", "password", "s3cret"));
        cluster.sandbox().requests().clear();

        assertThat(login(false)).isEmpty();

        assertThat(cluster.sandbox().requests().all()).isEmpty();
    }

    @Test
    void aSourceWithoutASecretIsNotAskedFor() {
        assertThat(new SourceSecretLogin(cluster.objects(), true).of(checkout(Optional.empty())))
                .isEmpty();
    }

    @Test
    void whatRbacForbidsIsGoneWithout() {
        secret(Map.of("username", "ana", "password", "s3cret"));
        cluster.sandbox().faults().deny("get", "secrets");

        assertThat(login(true)).isEmpty();
    }

    @Test
    void nothingOfItIsShown() {
        secret(Map.of("username", "ana", "password", "s3cret"));

        assertThat(login(true).toString()).doesNotContain("s3cret");
    }

    private void secret(Map<String, String> data) {
        StringBuilder yaml = new StringBuilder(
                "apiVersion: v1\nkind: Secret\nmetadata: {name: fleet-auth, namespace: flux-system}\ndata:\n");
        data.forEach((key, value) -> yaml.append("  ")
                .append(key)
                .append(": ")
                .append(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .append('\n'));
        cluster.create(yaml.toString());
    }

    private Optional<Login> login(boolean on) {
        return new SourceSecretLogin(cluster.objects(), on).of(checkout(Optional.of("fleet-auth")));
    }

    private static Checkout checkout(Optional<String> secret) {
        return new Checkout(
                new ObjectKey("GitRepository", "flux-system", "fleet"),
                "https://git.example/acme/fleet",
                null,
                List.of(),
                secret,
                List.of());
    }
}
