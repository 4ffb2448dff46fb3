package dev.wigwag.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageLimitTest {
    private static final APush A = APush.of('a').over('9');
    private static final String ROCKETS = "\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80 ".repeat(1000);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitThatConcernsFiveThousandObjectsStaysUnder256KiB(boolean failing) throws Exception {
        List<LiveMember> members = IntStream.range(0, 5000)
                .mapToObj(i -> AMember.kustomization("n".repeat(240) + i))
                .map(member -> failing
                        ? member.attempted('a').failing("BuildFailed", ROCKETS)
                        : member.failing("DependencyNotReady", "x")
                                .dependingOn(
                                        AView.kustomization("d".repeat(253)), AView.kustomization("e".repeat(253))))
                .map(AMember::live)
                .toList();

        Rollout rollout = Rollouts.of(A)
                .replace(StageLimitTest::bringingAsMuchAsItMay)
                .fold(AView.at('a').with(members))
                .the('a');

        // As the API server stores it: Jackson's own bytes would have an emoji in twelve.
        String stored = new ObjectMapper().registerModule(new JavaTimeModule()).writeValueAsString(rollout);
        assertThat(stored.getBytes(StandardCharsets.UTF_8).length).isBetween(100 * 1024, 200 * 1024);
        assertThat(rollout.status().stages()).hasSize(100);
        assertThat(rollout.status().counts()).isEqualTo(Map.of("Succeeded", 1, failing ? "Failed" : "Waiting", 5000));
        assertThat(rollout.status()
                        .summary()
                        .codePointCount(0, rollout.status().summary().length()))
                .isLessThanOrEqualTo(200);
    }

    /** Twenty commits with emoji, a hundred names as long as names may be, and more of both than is kept. */
    private static Rollout bringingAsMuchAsItMay(Rollout rollout) {
        Changes changes = new Changes(
                rollout.spec().revision(),
                Changes.Told.git,
                Changes.Way.aside,
                1_000,
                false,
                999,
                IntStream.range(0, 50)
                        .mapToObj(i -> new ListedCommit(APush.sha('b'), ROCKETS, ROCKETS, 999_999_999))
                        .toList(),
                new Changes.Earlier("b".repeat(200) + "@sha1:" + APush.sha('c'), APush.NOON),
                IntStream.range(0, 50)
                        .mapToObj(i -> new Changes.OfCanary(
                                "s".repeat(63) + "/" + "c".repeat(253), "main@sha1:" + APush.sha('c'), 1_000))
                        .toList());
        Impact impact = new Impact(
                APush.sha('9'),
                5_000,
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new Impact.Touched("Kustomization", "s".repeat(63), "n".repeat(253), ROCKETS))
                        .toList(),
                null);
        assertThat(changes.commits()).hasSize(20);
        assertThat(changes.canaries()).hasSize(20);
        assertThat(impact.touched()).hasSize(100);
        assertThat(impact.count()).isEqualTo(5_000);
        return rollout.withSpec(rollout.spec().bringing(changes, impact));
    }

    @Test
    void whatFailedOrIsUnfinishedIsToldBeforeWhatIsDone() {
        List<LiveMember> members = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            members.add(
                    AMember.kustomization(String.format("a%03d", i)).done('a').live());
        }
        members.add(AMember.kustomization("y").attempted('a').live());
        members.add(AMember.kustomization("z")
                .attempted('a')
                .failing("BuildFailed", "x")
                .live());

        RolloutStatus status =
                Rollouts.of(A).fold(AView.at('a').with(members)).the('a').status();

        assertThat(status.stages()).hasSize(100);
        assertThat(status.stages())
                .extracting(Stage::name)
                .startsWith("gitops", "z", "y", "a000")
                .endsWith("a096");
        assertThat(status.counts()).isEqualTo(Map.of("Succeeded", 401, "Progressing", 1, "Failed", 1));
        assertThat(status.summary()).isEqualTo("1/403 failed: z BuildFailed: x");
    }

    @Test
    void whoIsLeftOutIsStillAMember() {
        List<LiveMember> done = IntStream.range(0, 300)
                .mapToObj(i -> AMember.kustomization(String.format("a%03d", i))
                        .done('a')
                        .live())
                .toList();
        Rollouts rollouts = Rollouts.of(A).fold(AView.at('a').with(done));
        List<LiveMember> sick = new ArrayList<>(done);
        sick.set(
                299,
                AMember.kustomization("a299")
                        .done('a')
                        .failing("HealthCheckFailed", "x")
                        .live());

        assertThat(rollouts.phase('a')).isEqualTo(Phase.Succeeded);
        assertThat(rollouts.fold(AView.at('a').with(sick)).phase('a')).isEqualTo(Phase.Failed);
        assertThat(rollouts.stage('a', "a299").message()).isEqualTo("HealthCheckFailed: x");
    }

    @Test
    void fewMessagesAreKeptWholeAndManyAreShortened() {
        assertThat(longest(20)).isEqualTo(500);
        assertThat(longest(21)).isEqualTo(120);
    }

    private static int longest(int failing) {
        List<LiveMember> members = IntStream.range(0, failing)
                .mapToObj(i -> AMember.kustomization("m" + i)
                        .attempted('a')
                        .failing("BuildFailed", ROCKETS)
                        .live())
                .toList();
        return Rollouts.of(A).fold(AView.at('a').with(members)).the('a').status().stages().stream()
                .filter(stage -> stage.message() != null)
                .mapToInt(stage ->
                        stage.message().codePointCount(0, stage.message().length()))
                .max()
                .orElseThrow();
    }
}
