package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.RepositoryLogin.Login;
import dev.wigwag.rollout.ObjectKey;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the token for statuses opens a repository, too. */
class GitHubLoginTest {
    private static final String ADDRESS = "https://github.com/acme/web";
    private static final String NEXT = "ghp_9876543210abcdefghijABCDEFGHIJ543210";

    private final AGitHub github = new AGitHub();

    @AfterEach
    void close() {
        github.server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/web",
                "https://github.com/acme/web.git",
                "https://GitHub.com/acme/web/",
                "https://github.com:443/acme/web"
            })
    void anAllowedRepositoryOfGitHubIsReadWithTheToken(String address) {
        assertThat(login(Map.of(), "flux-system", address))
                .contains(new Login.Password("x-access-token", AGitHub.TOKEN, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://github.com/acme/web",
                "ssh://git@github.com/acme/web",
                "https://github.com.evil.example/acme/web",
                "https://evil.example/acme/web",
                "https://github.com@evil.example/acme/web",
                "https://evil.example/github.com/acme/web",
                "https://gitlab.com/acme/web",
                "https://github.com:8443/acme/web",
                "https://github.com/other/web",
                "https://github.com/acme",
                "https://github.com/acme/web/extra",
                "https://github.com\\@evil.example/acme/web",
                "not an address",
                ""
            })
    void anyOtherAddressGetsNothing(String address) {
        assertThat(login(Map.of(), "flux-system", address)).isEmpty();
    }

    @Test
    void aNamespaceThatMayNotSpeakToTheRepositoryGetsNothing() {
        Map<String, String> settings = Map.of("wigwag.github.repositories", "team-a => acme/web");

        assertThat(login(settings, "team-a", "https://github.com/acme/web")).isPresent();
        assertThat(login(settings, "team-b", "https://github.com/acme/web")).isEmpty();
    }

    @Test
    void aTokenForOthersIsNotUsed() {
        Map<String, String> settings =
                Map.of("wigwag.github.token", "acme/api => ghp_0123456789012345678901234567890123");

        assertThat(login(settings, "flux-system", "https://github.com/acme/web"))
                .isEmpty();
    }

    @Test
    void anAppThatIsNotInstalledThereLeavesItPublic() {
        Map<String, String> settings = Map.of(
                "wigwag.github.app.id",
                AGitHub.APP,
                "wigwag.github.app.private-key",
                AGitHub.pkcs8(AGitHub.keyPair()).replace(",", "\\,"));

        assertThat(login(settings, "flux-system", "https://github.com/acme/web"))
                .isEmpty();
    }

    @Test
    void aTokenThatGitDoesNotAcceptGivesWayToTheNext() {
        GitHubLogin login = new GitHubLogin(github.access(Map.of("wigwag.github.token", AGitHub.TOKEN + "," + NEXT)));
        Checkout checkout = checkout("flux-system", ADDRESS);
        Login first = login.of(checkout).orElseThrow();

        assertThat(login.refused(checkout, first)).isTrue();

        assertThat(login.of(checkout)).contains(new Login.Password("x-access-token", NEXT, null));
    }

    @Test
    void theOnlyTokenHasNoOtherBehindIt() {
        GitHubLogin login = new GitHubLogin(github.access(Map.of()));
        Checkout checkout = checkout("flux-system", ADDRESS);

        assertThat(login.refused(checkout, login.of(checkout).orElseThrow())).isFalse();
    }

    @Test
    void anInstallationsTokenThatWasRevokedIsNotUsedUntilItsEnd() {
        KeyPair key = AGitHub.keyPair();
        github.server.credentials().app(AGitHub.APP, key.getPublic(), "contents");
        github.server.credentials().install("acme", 77);
        GitHubLogin login = new GitHubLogin(github.access(Map.of(
                "wigwag.github.app.id",
                AGitHub.APP,
                "wigwag.github.app.private-key",
                AGitHub.pkcs8(key).replace(",", "\\,"))));
        Checkout checkout = checkout("flux-system", ADDRESS);
        Login revoked = login.of(checkout).orElseThrow();
        assertThat(login.of(checkout)).contains(revoked);

        assertThat(login.refused(checkout, revoked)).isTrue();

        assertThat(login.of(checkout)).isPresent().get().isNotEqualTo(revoked);
        assertThat(github.server.credentials().installationTokensGiven()).isEqualTo(2);
    }

    @Test
    void whatIsSaidOfOthersLoginsIsNoBusinessOfOurs() {
        GitHubLogin login = new GitHubLogin(github.access(Map.of("wigwag.github.token", AGitHub.TOKEN + "," + NEXT)));
        Checkout checkout = checkout("flux-system", ADDRESS);
        Login ours = login.of(checkout).orElseThrow();

        assertThat(login.refused(checkout, new Login.Password("ana", AGitHub.TOKEN, null)))
                .isFalse();
        assertThat(login.refused(checkout, new Login.Bearer(AGitHub.TOKEN, null)))
                .isFalse();
        assertThat(login.refused(checkout("flux-system", "https://gitlab.com/acme/web"), ours))
                .isFalse();
        login.refused(checkout, new Login.Password("x-access-token", "a token of the source's own", null));

        assertThat(login.of(checkout)).contains(ours);
    }

    private Optional<Login> login(Map<String, String> settings, String namespace, String address) {
        return new GitHubLogin(github.access(settings)).of(checkout(namespace, address));
    }

    private static Checkout checkout(String namespace, String address) {
        return new Checkout(
                new ObjectKey("GitRepository", namespace, "fleet"),
                address,
                null,
                List.of(),
                Optional.empty(),
                List.of());
    }
}
