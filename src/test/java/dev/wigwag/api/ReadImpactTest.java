package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.engine.Build;
import dev.wigwag.engine.Builds;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.engine.RangeAnswer;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.engine.RangeReader;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.PushedPaths;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the repository, and what becomes of it. */
class ReadImpactTest {
    private static final String FIRST = "1".repeat(40);
    private static final String SECOND = "2".repeat(40);
    private static final String THIRD = "2222222" + "3".repeat(33);
    private static final ObjectKey GITOPS = new ObjectKey("GitRepository", "flux-system", "gitops");
    private static final ObjectKey WEB = new ObjectKey("Kustomization", "flux-system", "web");
    private static final Viewer READER = Viewer.holder("flux-system"::equals);

    private final MemoryLedger ledger = new MemoryLedger(new Mishaps());
    private final Repositories repositories = new Repositories();
    private final ReadImpact impact =
            new ReadImpact(ledger, repositories, repositories, Clock.fixed(ARollout.NOON, ZoneOffset.UTC));

    @Test
    void leftOutTheSourcesStateIsComparedWithWhatRanBefore() {
        put(FIRST, Phase.Succeeded, 1);
        put(SECOND, Phase.Progressing, 2);

        ImpactView view = impact.read(READER, query());

        assertThat(view.from()).isEqualTo(FIRST);
        assertThat(view.to()).isEqualTo(SECOND);
        assertThat(repositories.asked.pointer()).isEqualTo("main");
        assertThat(repositories.asked.earlier()).containsOnlyKeys(FIRST);
        assertThat(repositories.until).isEqualTo(ARollout.NOON.plus(Duration.ofSeconds(25)));
    }

    @Test
    void aRolloutThatFluxHasNotTakenUpIsNotWhatTheSourceIsAt() {
        put(FIRST, Phase.Succeeded, 1);
        put(SECOND, Phase.Succeeded, 2);
        put(THIRD, Phase.Pending, 0);

        assertThat(impact.read(READER, query()).to()).isEqualTo(SECOND);
        assertThat(impact.read(READER, query("to", THIRD)).from()).isEqualTo(SECOND);
    }

    @Test
    void aCommitThatNobodyRolledOutIsComparedWithWhatIsLive() {
        put(FIRST, Phase.Succeeded, 1);
        String unknown = "f".repeat(40);

        ImpactView view = impact.read(READER, query("to", unknown));

        assertThat(view.from()).isEqualTo(FIRST);
        assertThat(view.to()).isEqualTo(unknown);
        assertThat(repositories.asked.earlier()).isEmpty();
    }

    @Test
    void aFewDigitsMeanTheRolloutTheyBegin() {
        put(FIRST, Phase.Succeeded, 1);
        put(SECOND, Phase.Succeeded, 2);
        put(THIRD, Phase.Succeeded, 3);

        assertThat(impact.read(READER, query("from", "1111111", "to", "22222223"))
                        .to())
                .isEqualTo(THIRD);
        assertThat(refused(400, query("to", "2222222"))).contains("More than one", "more digits of to");
        assertThat(refused(404, query("from", "abcdefa"))).contains("all 40 digits of from");
    }

    @Test
    void whatNothingIsKnownOfIsSaidToBeNamed() {
        assertThat(refused(404, query())).contains("which commit is meant by to");
        assertThat(refused(404, query("to", FIRST))).contains("say by from");
        put(FIRST, Phase.Succeeded, 1);
        assertThat(refused(404, query())).contains("say by from");
    }

    @Test
    void theAnswerTellsEveryObjectWithItsReasons() {
        put(FIRST, Phase.Succeeded, 1);
        put(SECOND, Phase.Succeeded, 2);

        ImpactView view = impact.read(READER, query());

        assertThat(view.of()).isEqualTo(3);
        assertThat(view.touched()).isEqualTo(2);
        assertThat(new SparseJson().of(view))
                .isEqualTo("{\"source\":{\"namespace\":\"flux-system\",\"name\":\"gitops\"},\"from\":\"" + FIRST
                        + "\",\"to\":\"" + SECOND
                        + "\",\"changes\":{\"way\":\"forward\",\"count\":1,\"whole\":true,\"people\":1},\"of\":3,\"touched\":2,"
                        + "\"objects\":[{\"kind\":\"Kustomization\",\"namespace\":\"flux-system\",\"name\":\"web\",\"touched\":true,"
                        + "\"because\":[\"web/a.yaml\"],\"others\":4},{\"kind\":\"Kustomization\",\"namespace\":\"flux-system\","
                        + "\"name\":\"db\",\"touched\":false,\"others\":0},{\"kind\":\"HelmRelease\",\"name\":\"cart\","
                        + "\"touched\":true,\"because\":[\"its definition in a.yaml changes\"],\"others\":0}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team-a/gitops", "flux-system/gone", "flux-system/..", "UPPER/gitops", "flux-system/%2e"})
    void whatIsNotThereAndWhatIsNotForTheViewerAreTheSame(String source) {
        assertThat(refused(404, ImpactQuery.of(Map.of("source", List.of(source)))))
                .isEqualTo(refused(404, ImpactQuery.of(Map.of("source", List.of("team-b/other")))));
        assertThat(repositories.asked).isNull();
    }

    @Test
    void withoutATokenNothingIsTold() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> impact.read(Viewer.anybody(), query()));

        assertThat(refusal.problem().status()).isEqualTo(401);
        assertThat(refusal.headers()).containsEntry("WWW-Authenticate", "Bearer");
    }

    @Test
    void whereRepositoriesAreNotReadThePropertyIsNamed() {
        repositories.on = false;

        assertThat(refused(503, query())).contains("wigwag.git.enabled");
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE, 503", "DENIED,      409", "MISSING,     404", "TOO_LARGE,   409", "NOT_ALLOWED, 409"})
    void aRepositoryThatCannotBeReadIsToldWithCauseAndFix(Fault fault, int status) {
        repositories.trouble = new RangeException(fault, "the cause, and the fix");

        assertThat(refused(status, query("from", FIRST, "to", SECOND))).isEqualTo("the cause, and the fix");
    }

    @Test
    void troubleWithTheClusterIsToldAsSuch() {
        repositories.outage = new ClusterException(ClusterException.Fault.DOWN, "it does not answer", null);

        assertThat(refused(503, query("from", FIRST, "to", SECOND))).isEqualTo("it does not answer");
    }

    @Test
    void theThirdAtATimeIsSentAwayAndTheNextOneIsNot() {
        AtomicReference<String> third = new AtomicReference<>();
        repositories.meanwhile = () -> {
            repositories.meanwhile = () -> third.set(refused(503, query("from", FIRST, "to", SECOND)));
            impact.read(READER, query("from", FIRST, "to", SECOND));
        };

        impact.read(READER, query("from", FIRST, "to", SECOND));

        assertThat(third.get()).contains("ask again in a few seconds");
        repositories.meanwhile = () -> {};
        assertThat(impact.read(READER, query("from", FIRST, "to", SECOND)).of()).isEqualTo(3);
    }

    private void put(String sha, Phase phase, int takenUp) {
        Instant at = ARollout.NOON.plusSeconds(takenUp);
        List<Stage> stages = takenUp == 0
                ? List.of()
                : List.of(
                        new Stage("GitRepository", "flux-system", "gitops", StagePhase.Succeeded, null, at, at, null));
        Rollout rollout = new Rollout(
                new RolloutKey("flux-system", "gitops-" + sha.substring(0, 12)),
                new RolloutSpec(
                        new RolloutSpec.Source("GitRepository", "gitops"),
                        "main@sha1:" + sha,
                        null,
                        new Commit(sha, null, null, null, null, at, null, null, null),
                        null),
                null,
                null);
        ledger.replaceStatus(ledger.create(rollout).withStatus(ARollout.status(phase, "", stages)));
    }

    private static ImpactQuery query(String... more) {
        Map<String, List<String>> sent = new HashMap<>(Map.of("source", List.of("flux-system/gitops")));
        for (int i = 0; i < more.length; i += 2) {
            sent.put(more[i], List.of(more[i + 1]));
        }
        return ImpactQuery.of(sent);
    }

    private String refused(int status, ImpactQuery query) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> impact.read(READER, query));
        assertThat(refusal.problem().status()).isEqualTo(status);
        return refusal.problem().detail();
    }

    /** One repository, of which three objects build something, or are defined in it. */
    private static final class Repositories implements RangeReader, Builds {
        boolean on = true;
        RangeQuestion asked;
        Instant until;
        RangeException trouble;
        ClusterException outage;
        Runnable meanwhile = () -> {};

        @Override
        public boolean isOn() {
            return on;
        }

        @Override
        public RangeAnswer read(RangeQuestion question, Instant latest) {
            asked = question;
            until = latest;
            meanwhile.run();
            if (trouble != null) {
                throw trouble;
            }
            return new RangeAnswer(
                    new Changes(null, null, Changes.Way.forward, 1, true, 1, List.of(), null, null),
                    Map.of(),
                    new Impact(
                            question.from(),
                            3,
                            List.of(
                                    new Impact.Touched("Kustomization", "flux-system", "web", "web/a.yaml"),
                                    new Impact.Touched(
                                            "HelmRelease", null, "cart", "its definition in a.yaml changes")),
                            null),
                    List.of(
                            new RangeAnswer.Reasons(WEB, true, List.of("web/a.yaml"), 4),
                            new RangeAnswer.Reasons(
                                    new ObjectKey("Kustomization", "flux-system", "db"), false, List.of(), 0)));
        }

        @Override
        public Optional<Impact> foresee(ObjectKey source, String before, PushedPaths paths) {
            throw new UnsupportedOperationException("nobody pushes here");
        }

        @Override
        public Optional<Checkout> checkout(ObjectKey source) {
            if (outage != null) {
                throw outage;
            }
            return source.equals(GITOPS)
                    ? Optional.of(new Checkout(
                            source, "https://git.example/a/b", null, List.of(), Optional.empty(), List.of()))
                    : Optional.empty();
        }

        @Override
        public List<Build> of(ObjectKey source) {
            return List.of(new Build(WEB, "web", List.of(), List.of()));
        }
    }
}
