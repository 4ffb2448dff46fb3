package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.Phase;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tick and an event ask of the API server, counted by the server itself. */
@Timeout(120)
class RequestsPerTickTest {
    private static final String ROLLOUTS_OF_ONE = "GET namespaces/team-0/rollouts";
    private static final String ONE_SOURCE = "GET namespaces/team-0/gitrepositories/source-0";

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aTickWithoutNewsWritesNothingAndCostsPagesOfEachKindAndOneListForEachSource(boolean watching, boolean settled)
            throws Exception {
        new Crowd(1, 12, 260, 20, settled).enter(cluster.sandbox());
        try (TestProcess process = TestProcess.on(cluster, watching)) {
            assertThat(process.hearTick.hear()).as("rollouts adopted").isEqualTo(12);
            cluster.sandbox().requests().clear();

            assertThat(process.hearTick.hear()).isZero();

            Map<String, Long> expected = new HashMap<>(Map.of(
                    "GET gitrepositories",
                    2L,
                    "GET ocirepositories",
                    1L,
                    "GET buckets",
                    1L,
                    "GET rollouts",
                    1L,
                    ROLLOUTS_OF_ONE,
                    12L));
            if (!watching) {
                expected.putAll(Map.of("GET kustomizations", 2L, "GET helmreleases", 1L));
            }
            assertThat(requests()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deletedSourcesCostAReadEachAndNoFurtherListOfMembers(boolean watching) throws Exception {
        Crowd crowd = new Crowd(1, 12, 30, 5, false);
        crowd.enter(cluster.sandbox());
        try (TestProcess process = TestProcess.on(cluster, watching)) {
            process.hearTick.hear();
            crowd.deleteSources(cluster.sandbox());
            cluster.sandbox().requests().clear();

            assertThat(process.hearTick.hear()).as("rollouts ended").isEqualTo(12);

            Map<String, Long> counted = requests();
            assertThat(counted).containsEntry(ROLLOUTS_OF_ONE, 12L).containsEntry(ONE_SOURCE, 1L);
            assertThat(counted.getOrDefault("GET kustomizations", 0L)).isEqualTo(watching ? 0 : 1);
            assertThat(counted.getOrDefault("GET helmreleases", 0L)).isEqualTo(watching ? 0 : 1);
        }
    }

    @Test
    void anEventInALongLivedProcessCostsTheSameHoweverManyOtherRolloutsAreLive() throws Exception {
        Map<String, Long> alone = requestsOfAnEvent(cluster, 1);
        try (TestCluster crowded = new TestCluster()) {
            assertThat(requestsOfAnEvent(crowded, 150)).isEqualTo(alone);
        }
        assertThat(alone)
                .isEqualTo(Map.of(
                        ROLLOUTS_OF_ONE,
                        1L,
                        ONE_SOURCE,
                        2L,
                        "PUT namespaces/team-0/rollouts/source-0-000000000001/status",
                        1L));
    }

    private Map<String, Long> requestsOfAnEvent(TestCluster on, int others) throws Exception {
        new Crowd(1, others + 1, others + 1, 0, false).enter(on.sandbox());
        try (TestProcess process = TestProcess.on(on, true)) {
            process.hearTick.hear();
            List<Phase> phases = new ArrayList<>();
            process.ledger.forEach(rollout -> phases.add(rollout.phase()));
            assertThat(phases).hasSize(others + 1).containsOnly(Phase.Progressing);
            process.change(false);
            on.sandbox().requests().clear();

            assertThat(process.hearHint.hear(new ObjectChanged(Crowd.FIRST))).isEqualTo(1);

            return requests(on);
        }
    }

    private Map<String, Long> requests() {
        return requests(cluster);
    }

    /** Ours, by method and path; watches are not counted, as they begin when they like. */
    private static Map<String, Long> requests(TestCluster of) {
        return of.sandbox().requests().all().stream()
                .filter(request -> !request.administrator() && request.status() != 101)
                .collect(Collectors.groupingBy(RequestsPerTickTest::words, TreeMap::new, Collectors.counting()));
    }

    private static String words(LoggedRequest request) {
        return request.method() + " " + request.path().replaceFirst("/apis/[^/]+/[^/]+/", "");
    }
}
