package dev.wigwag.github;

import static dev.wigwag.github.AGitHub.SHA;
import static dev.wigwag.github.AGitHub.TOKEN;
import static dev.wigwag.github.AGitHub.WEB;
import static dev.wigwag.github.ATextRollout.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.github.GitHubApiException.Kind;
import dev.wigwag.sandbox.github.PostedStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubApiTest {
    private static final String STATUSES = "/repos/acme/web/statuses/.*";
    private static final CommitStatus PENDING = status(CommitStatus.State.pending, "wigwag/blue/source/apps/web");

    private final AGitHub github = new AGitHub();
    private final GitHubApi api = github.api();

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void aStatusIsShownBesideItsCommit() throws Exception {
        api.postStatus(WEB, SHA, PENDING);

        PostedStatus shown = github.server.statuses().shown("acme/web", SHA).get(0);
        assertThat(shown.state()).isEqualTo("pending");
        assertThat(shown.context()).isEqualTo("wigwag/blue/source/apps/web");
        assertThat(shown.description()).isEqualTo("3/5 ready");
        assertThat(shown.targetUrl()).isEqualTo("https://ops.example.org/r");
    }

    @Test
    void aStatusMayLeadNowhere() throws Exception {
        api.postStatus(WEB, SHA, new CommitStatus(CommitStatus.State.success, "c", null, null));

        assertThat(github.server.statuses().shown("acme/web", SHA).get(0).targetUrl())
                .isNull();
    }

    @Test
    void theNewestStatusOfAContextIsFoundAmongHundredsAndWithoutRegardToCase() throws Exception {
        github.server.limits().writes(10_000, 10_000);
        github.server.limits().pointsPerMinute(100_000);
        for (int i = 0; i < 230; i++) {
            api.postStatus(WEB, SHA, status(CommitStatus.State.pending, "ci/" + i));
        }
        api.postStatus(WEB, SHA, PENDING);
        api.postStatus(WEB, SHA, status(CommitStatus.State.success, "WIGWAG/blue/source/apps/web"));

        assertThat(api.newestStatus(WEB, SHA, PENDING.context()))
                .contains(status(CommitStatus.State.success, "WIGWAG/blue/source/apps/web"));
        assertThat(api.newestStatus(WEB, SHA, "wigwag/green/source/apps/web")).isEmpty();
    }

    @Test
    void allOurLinesBesideACommitAreReadInOneCall() throws Exception {
        api.postStatus(WEB, SHA, PENDING);
        api.postStatus(WEB, SHA, status(CommitStatus.State.success, "ci/build"));
        api.postStatus(WEB, SHA, status(CommitStatus.State.failure, "Wigwag/blue/canary/test/podinfo"));
        api.postStatus(WEB, SHA, status(CommitStatus.State.success, "wigwag/green/source/apps/web"));
        int before = github.server.requests().size();

        assertThat(api.newestStatuses(WEB, SHA, "wigwag/blue/"))
                .containsExactly(PENDING, status(CommitStatus.State.failure, "Wigwag/blue/canary/test/podinfo"));
        assertThat(github.server.requests()).hasSize(before + 1);
    }

    @Test
    void aDeploymentIsCreatedWithoutMergingOrWaitingForChecksAndFoundByItsMarkerAndNoOther() throws Exception {
        Deployment made =
                api.createDeployment(WEB, SHA, "blue & green", "shop", new DeploymentPayload("apps/web#1", NOON));
        api.createDeployment(WEB, SHA, "blue & green", "shop", new DeploymentPayload("apps/web#2", NOON));

        assertThat(api.findDeployment(WEB, SHA, "blue & green", "apps/web#1")).contains(made);
        assertThat(api.findDeployment(WEB, SHA, "blue & green", "apps/web#3")).isEmpty();
        assertThat(api.findDeployment(WEB, SHA, "blue", "apps/web#1")).isEmpty();
        assertThat(github.server.deployments().of("acme/web")).hasSize(2);
    }

    @Test
    void whereADeploymentWasMadeTwiceTheFirstIsTheOneThatCounts() throws Exception {
        Deployment first = api.createDeployment(WEB, SHA, "blue", "shop", new DeploymentPayload("apps/web#1", NOON));
        api.createDeployment(WEB, SHA, "blue", "shop", new DeploymentPayload("apps/web#1", NOON));

        assertThat(api.findDeployment(WEB, SHA, "blue", "apps/web#1")).contains(first);
    }

    @Test
    void ourOwnDeploymentsOfAnEnvironmentAreListedNewestFirst() throws Exception {
        Deployment first = api.createDeployment(WEB, SHA, "blue", "", new DeploymentPayload("one", NOON));
        api.createDeployment(WEB, SHA, "blue", "", new DeploymentPayload("", NOON));
        api.createDeployment(WEB, SHA, "green", "", new DeploymentPayload("other", NOON));
        Deployment second = api.createDeployment(WEB, SHA, "blue", "", new DeploymentPayload("two", NOON));

        assertThat(api.ownDeployments(WEB, "blue")).containsExactly(second, first);
    }

    @Test
    void aDeploymentTellsHowItGoes() throws Exception {
        Deployment made = api.createDeployment(WEB, SHA, "blue", "shop", new DeploymentPayload("m", NOON));
        assertThat(api.newestDeploymentState(WEB, made.id())).isEmpty();

        api.postDeploymentStatus(
                WEB, made.id(), new Deployment.Status(Deployment.State.in_progress, "30%", "https://ops/r", null));
        api.postDeploymentStatus(
                WEB, made.id(), new Deployment.Status(Deployment.State.success, "", null, "https://shop"));

        assertThat(api.newestDeploymentState(WEB, made.id())).contains(Deployment.State.success);
        var states = github.server.deployments().of("acme/web").get(0).states();
        assertThat(states).extracting("state").containsExactly("in_progress", "success");
        assertThat(states.get(0).logUrl()).isEqualTo("https://ops/r");
        assertThat(states.get(1).environmentUrl()).isEqualTo("https://shop");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void aServersErrorMeansAgainForAStatusAndLookFirstForADeployment(int status) {
        github.server.faults().answer(1, "POST", STATUSES, status);
        github.server.faults().answer(1, "POST", ".*/deployments", status);

        assertThat(failure(this::post).kind()).isEqualTo(Kind.DOWN);
        assertThat(failure(this::deploy).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(failure(() -> {
                            github.server.faults().answer(1, "GET", ".*", status);
                            api.findDeployment(WEB, SHA, "blue", "m");
                        })
                        .kind())
                .isEqualTo(Kind.DOWN);
    }

    @Test
    void aConnectionCutAfterTheWorkWasDoneMeansTheSame() {
        github.server.faults().cutAfterDoing(1, "POST", STATUSES);
        github.server.faults().cutAfterDoing(1, "POST", ".*/deployments");

        assertThat(failure(this::post).kind()).isEqualTo(Kind.DOWN);
        assertThat(failure(this::deploy).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(github.server.deployments().of("acme/web")).hasSize(1);
    }

    @Test
    void anAnswerThatComesTooLateIsNotWaitedFor() {
        github.server.faults().late(1, "POST", ".*/deployments", Duration.ofSeconds(20));

        GitHubApiException late = failure(this::deploy);

        assertThat(late.kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(late).hasMessageContaining("within 2 s").hasMessageContaining("may have been done");
    }

    @Test
    void whereNobodyListensNothingWasDone() {
        github.close();

        GitHubApiException dead = failure(this::deploy);

        assertThat(dead.kind()).isEqualTo(Kind.DOWN);
        assertThat(dead).hasMessageContaining("wigwag.github.api-url");
    }

    @ParameterizedTest
    @CsvSource({
        "403, Retry-After, 37, 37",
        "429, Retry-After, 7200, 3600",
        "429, X-Other, 1, 60",
        "429, Retry-After, 0, 1"
    })
    void aLimitSaysHowLongToWait(int status, String header, String value, long seconds) {
        github.server.faults().answer("POST", STATUSES, status, "slow down", header, value);

        assertThat(failure(this::post).after()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aSecondaryLimitWithoutATimeIsWaitedForAMinute() {
        github.server
                .faults()
                .answer(
                        "POST",
                        STATUSES,
                        403,
                        "You have exceeded a secondary rate limit.",
                        "X-RateLimit-Remaining",
                        "9");

        assertThat(failure(this::post).after()).contains(Duration.ofMinutes(1));
    }

    @Test
    void theHourlyLimitIsWaitedForUntilItsReset() throws Exception {
        github.server.limits().perHour(1);
        post();
        github.clock.pass(Duration.ofMinutes(20));

        GitHubApiException limited = failure(this::post);

        assertThat(limited.kind()).isEqualTo(Kind.LIMITED);
        assertThat(limited.after()).contains(Duration.ofMinutes(40));
    }

    @Test
    void goingOnWhileLimitedIsSeenByGitHub() throws Exception {
        github.server.limits().limit("wigwag-bot", Duration.ofSeconds(90));

        assertThat(failure(this::post).after()).contains(Duration.ofSeconds(90));
        assertThat(github.server.limits().ignored()).isEqualTo(1);
        github.clock.pass(Duration.ofSeconds(90));
        post();
        assertThat(github.server.statuses().posted("acme/web", SHA)).hasSize(1);
    }

    @Test
    void aMissingPermissionIsNamed() {
        github.server.credentials().personalToken(TOKEN, "wigwag-bot");

        GitHubApiException refused = failure(this::post);

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.after()).isEmpty();
        assertThat(refused)
                .hasMessageContaining("grant the token statuses=write on acme/web")
                .hasMessageContaining("[request 0FED:0001]");
    }

    @Test
    void whereGitHubDoesNotNameThePermissionThePageThatDoesIsNamed() throws Exception {
        github.server.faults().answer("POST", ".*/statuses/.*", 403, "Not accessible", "X-Other", "1");

        assertThat(failure(this::post)).hasMessageContaining("the permissions that docs/github.md names on acme/web");
        assertThat(Files.readString(Path.of("docs/github.md")))
                .contains("Commit statuses: write", "Deployments: write");
    }

    @Test
    void aRepositoryThatTheTokenDoesNotSeeIsNamed() {
        assertThat(failure(() -> api.postStatus(new RepositoryName("acme", "gone"), SHA, PENDING)))
                .hasMessageContaining("404")
                .hasMessageContaining("acme/gone")
                .hasMessageContaining("give it access");
    }

    @Test
    void aCommitThatIsNotThereIsARefusalWithWords() {
        String other = "f".repeat(40);

        GitHubApiException refused = failure(() -> api.postStatus(WEB, other, PENDING));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("No commit found").hasMessageContaining("the source fetches");
        assertThat(failure(() -> api.createDeployment(WEB, other, "e", "d", new DeploymentPayload("m", NOON)))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void theThousandthAndFirstStatusOfAContextIsARefusal() throws Exception {
        github.server.limits().perHour(10_000);
        github.server.limits().writes(10_000, 10_000);
        github.server.limits().pointsPerMinute(100_000);
        for (int i = 0; i < 1000; i++) {
            post();
        }

        assertThat(failure(this::post)).hasMessageContaining("maximum number of statuses");
    }

    @Test
    void whatIsPostedTooLongIsRefusedRatherThanTriedAgain() {
        CommitStatus tooLong = new CommitStatus(CommitStatus.State.pending, "c", "x".repeat(141), null);

        assertThat(failure(() -> api.postStatus(WEB, SHA, tooLong)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void anUnknownApiVersionIsARefusalThatSaysSo() {
        ApiCalls calls = new ApiCalls(
                new ApiSettings(
                        ApiAddress.of(github.server.url(), "github.com"),
                        "2031-01-01",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)),
                Optional.empty());
        GitHubToken token = new PersonalToken(AGitHub.secrets(PersonalToken.PROPERTY, github.clock, TOKEN));

        assertThat(failure(() ->
                        new GitHubApi(new RepositoryCalls(calls, token, github.clock)).postStatus(WEB, SHA, PENDING)))
                .hasMessageContaining("not a supported version")
                .hasMessageContaining("API's version");
    }

    @Test
    void aRenamedRepositoryIsFollowedForReadingAndForWriting() throws Exception {
        github.server.rename("acme/web", "acme/shop");

        post();

        assertThat(github.server.statuses().posted("acme/shop", SHA)).hasSize(1);
        assertThat(api.newestStatus(WEB, SHA, PENDING.context())).contains(PENDING);
    }

    @Test
    void aRedirectToAnotherServerGetsNoToken() {
        for (String elsewhere :
                new String[] {"https://evil.example/x", "http://127.0.0.1:1/x", "//evil.example/", "http:// /"}) {
            github.server.faults().answer("POST", STATUSES, 307, "Moved", "Location", elsewhere);

            GitHubApiException refused = failure(this::post);

            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused).hasMessageContaining("redirects");
        }
    }

    @Test
    void redirectsInACircleEnd() {
        for (int i = 0; i < 10; i++) {
            github.server
                    .faults()
                    .answer("POST", STATUSES, 307, "Moved", "Location", "/repos/acme/web/statuses/" + SHA);
        }

        assertThat(failure(this::post)).hasMessageContaining("more than 3 times");
        assertThat(github.server.requests()).hasSize(4);
    }

    @Test
    void aTokenThatIsNotAcceptedGivesWayToTheNextAndIsNotTriedAgain() throws Exception {
        GitHubApi rotating = github.with("ghp_oldOldOldOldOldOldOldOldOld", TOKEN);

        rotating.postStatus(WEB, SHA, PENDING);
        rotating.postStatus(WEB, SHA, PENDING);

        assertThat(github.server.requests()).hasSize(3);
        assertThat(github.server.statuses().posted("acme/web", SHA)).hasSize(2);
    }

    @Test
    void withoutAnAcceptedTokenTheRefusalNamesThePropertyAndNotTheToken() {
        github.server.credentials().revoke(TOKEN);

        GitHubApiException refused = failure(this::post);

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("wigwag.github.token").hasMessageContaining("Bad credentials");
        assertThat(refused.getMessage()).doesNotContain(TOKEN);
        assertThat(github.server.requests()).hasSize(1);
    }

    @Test
    void aTokenBoundToOtherRepositoriesIsNotSent() {
        GitHubApi bound = github.with("other/* => " + TOKEN);

        assertThat(failure(() -> bound.postStatus(WEB, SHA, PENDING))).hasMessageContaining("No token");
        assertThat(github.server.requests()).isEmpty();
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsRefusedWithoutBeingShown() {
        GitHubApi broken = github.with("ghp_some\u00fcmlaut0123456789");

        GitHubApiException refused = failure(() -> broken.postStatus(WEB, SHA, PENDING));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.getMessage()).doesNotContain("umlaut", "ghp_").contains("wigwag.github.token");
    }

    @Test
    void credentialsAreNamedWithoutBeingShown() {
        PersonalToken token = new PersonalToken(AGitHub.secrets(PersonalToken.PROPERTY, github.clock, TOKEN));

        assertThat(token.credential(WEB)).matches("token-[0-9a-f]{8}");
        assertThat(new PersonalToken(AGitHub.secrets(PersonalToken.PROPERTY, github.clock)).credential(WEB))
                .isEqualTo("token-none");
    }

    @Test
    void wordsInAnErrorAreCutAndHoldNoSecret() {
        github.server
                .faults()
                .answer(
                        "POST",
                        STATUSES,
                        422,
                        "bad " + TOKEN + "\r\n" + "x".repeat(5000),
                        "X-GitHub-Request-Id",
                        "a b\tc");

        assertThat(failure(this::post).getMessage())
                .doesNotContain(TOKEN)
                .doesNotContain("\n")
                .hasSizeLessThan(700);
    }

    @Test
    void whatIsNoCommitIsNeverPartOfAPath() {
        assertThatThrownBy(() -> api.postStatus(WEB, "../../user", PENDING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(github.server.requests()).isEmpty();
    }

    @Test
    void onAnUnreliableLineEveryCallEndsInOneOfTheFourWaysAndNothingIsMadeTwiceByLookingFirst() throws Exception {
        github.server.limits().writes(10_000, 10_000);
        github.server.limits().pointsPerMinute(100_000);
        github.server.faults().unreliable(new Random(20260302), 0.2, 0.1);
        for (int i = 0; i < 40; i++) {
            String marker = "m" + i;
            boolean done = false;
            boolean look = false;
            for (int attempt = 0; !done && attempt < 50; attempt++) {
                try {
                    done = look && api.findDeployment(WEB, SHA, "blue", marker).isPresent()
                            || api.createDeployment(WEB, SHA, "blue", "", new DeploymentPayload(marker, NOON))
                                            .id()
                                    > 0;
                } catch (GitHubApiException e) {
                    assertThat(e.kind()).isIn(Kind.DOWN, Kind.UNCLEAR);
                    look |= e.kind() == Kind.UNCLEAR;
                }
            }
            assertThat(done).isTrue();
        }

        assertThat(github.server.deployments().of("acme/web"))
                .extracting("marker")
                .hasSize(40)
                .doesNotHaveDuplicates();
    }

    private void post() throws GitHubApiException {
        api.postStatus(WEB, SHA, PENDING);
    }

    private void deploy() throws GitHubApiException {
        api.createDeployment(WEB, SHA, "blue", "shop", new DeploymentPayload("m", NOON));
    }

    private static GitHubApiException failure(ThrowingCallable call) {
        GitHubApiException failure = catchThrowableOfType(GitHubApiException.class, call);
        assertThat(failure).as("a call that fails").isNotNull();
        return failure;
    }

    private static CommitStatus status(CommitStatus.State state, String context) {
        return new CommitStatus(state, context, "3/5 ready", "https://ops.example.org/r");
    }
}
