package dev.wigwag.github;

import static dev.wigwag.github.AGitHub.SHA;
import static dev.wigwag.github.AGitHub.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.github.GitHubApiException.Kind;
import dev.wigwag.http.Redaction;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstallationTokensTest {
    private static final KeyPair PAIR = AGitHub.keyPair();
    private static final KeyPair OTHER = AGitHub.keyPair();
    private static final String TOKENS = "POST /app/installations/77/access_tokens";
    private static final CommitStatus PENDING = new CommitStatus(CommitStatus.State.pending, "c", "d", null);

    private final AGitHub github = new AGitHub();
    private final InstallationTokens tokens = github.app(AGitHub.pkcs1(PAIR));
    private final GitHubApi api = new GitHubApi(new RepositoryCalls(github.calls(), tokens, github.clock));

    @BeforeEach
    void install() {
        github.server.credentials().app(AGitHub.APP, PAIR.getPublic(), "statuses", "deployments");
        github.server.credentials().install("acme", 77);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void anAppPostsUnderItsOwnName() throws Exception {
        api.postStatus(WEB, SHA, PENDING);

        assertThat(github.server.statuses().posted("acme/web", SHA))
                .extracting("creator")
                .containsExactly("wigwag[bot]");
    }

    @Test
    void theInstallationAndItsTokenAreAskedForOnce() throws Exception {
        github.server.repository("acme/api", SHA::equals);
        for (int i = 0; i < 5; i++) {
            api.postStatus(WEB, SHA, PENDING);
        }
        api.postStatus(new RepositoryName("Acme", "API"), SHA, PENDING);

        assertThat(github.server.credentials().installationTokensGiven()).isEqualTo(2);
        assertThat(github.server.requests())
                .filteredOn("GET /repos/acme/web/installation"::equals)
                .hasSize(1);
    }

    @Test
    void aTokenIsRenewedFiveMinutesBeforeItsEnd() throws Exception {
        String first = tokens.bearer(WEB);
        github.clock.pass(Duration.ofMinutes(54));
        assertThat(tokens.bearer(WEB)).isEqualTo(first);
        github.clock.pass(Duration.ofMinutes(1));

        assertThat(tokens.bearer(WEB)).isNotEqualTo(first);
    }

    @Test
    void aTokenThatEndedBeforeItsTimeIsRenewedOnce() throws Exception {
        api.postStatus(WEB, SHA, PENDING);
        github.server.credentials().revokeInstallationTokens();

        api.postStatus(WEB, SHA, PENDING);

        assertThat(github.server.requests()).filteredOn(TOKENS::equals).hasSize(2);
        assertThat(github.server.statuses().posted("acme/web", SHA)).hasSize(2);
    }

    @Test
    void whatIsRefusedAfterRenewalIsNotTriedForEver() {
        github.server.faults().answer(10, "POST", "/repos/.*", 401);

        GitHubApiException refused = failure();

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("wigwag.github.app.id");
        assertThat(github.server.requests()).filteredOn(TOKENS::equals).hasSize(2);
    }

    @Test
    void anAppThatIsNotInstalledSaysWhere() {
        github.server.credentials().uninstall("acme");

        assertThat(failure()).hasMessageContaining("install it there").hasMessageContaining("acme/web");
    }

    @Test
    void anAppThatWasInstalledAnewIsFoundAgain() throws Exception {
        api.postStatus(WEB, SHA, PENDING);
        github.server.credentials().uninstall("acme");
        github.server.credentials().install("acme", 78);

        assertThat(failure()).hasMessageContaining("no longer installed");
        api.postStatus(WEB, SHA, PENDING);

        assertThat(github.server.statuses().posted("acme/web", SHA)).hasSize(2);
    }

    @Test
    void aKeyThatGitHubDoesNotKnowIsNamedByItsProperty() {
        github.server.credentials().app(AGitHub.APP, OTHER.getPublic(), "statuses");

        GitHubApiException refused = failure();

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused)
                .hasMessageContaining("wigwag.github.app.private-key")
                .hasMessageContaining("clock");
    }

    @Test
    void duringARotationTheKeyThatGitHubKnowsIsUsed() throws Exception {
        InstallationTokens rotating = github.app(AGitHub.pkcs8(OTHER), AGitHub.pkcs1(PAIR));

        assertThat(rotating.bearer(WEB)).startsWith("ghs_");
    }

    @Test
    void withoutAKeyTheRefusalNamesWhatIsMissing() {
        GitHubApiException refused = catchThrowableOfType(
                GitHubApiException.class, () -> github.app().bearer(WEB));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("wigwag.github.app.private-key is not set");
    }

    @Test
    void aKeyThatCannotBeReadIsRefusedWithoutBeingShown() {
        GitHubApiException refused = catchThrowableOfType(
                GitHubApiException.class,
                () -> github.app("c2VjcmV0LW5vLWtleQ==").bearer(WEB));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.getMessage()).contains("is no PEM").doesNotContain("c2Vj");
    }

    @Test
    void serversErrorsOnTheWayToATokenArePassing() {
        github.server.faults().answer(1, "GET", ".*/installation", 502);
        assertThat(failure().kind()).isEqualTo(Kind.DOWN);

        github.server.faults().cut(1, "POST", "/app/.*");
        assertThat(failure().kind()).isEqualTo(Kind.DOWN);
    }

    @Test
    void anInstallationTokenIsKnownAsASecret() throws Exception {
        String token = tokens.bearer(WEB);

        assertThat(Redaction.apply("sent " + token + " to GitHub")).isEqualTo("sent [redacted] to GitHub");
    }

    @Test
    void limitsAreThoseOfTheAccount() {
        assertThat(List.of(WEB, new RepositoryName("ACME", "api"), new RepositoryName("other", "web")))
                .extracting(tokens::credential)
                .containsExactly("app-123456-acme", "app-123456-acme", "app-123456-other");
    }

    private GitHubApiException failure() {
        GitHubApiException failure =
                catchThrowableOfType(GitHubApiException.class, () -> api.postStatus(WEB, SHA, PENDING));
        assertThat(failure).isNotNull();
        return failure;
    }
}
