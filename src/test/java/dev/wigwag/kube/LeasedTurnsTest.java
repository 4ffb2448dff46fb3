package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.engine.OutletAllowance;
import dev.wigwag.engine.OutletBudget;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeasedTurnsTest {
    private static final String CREDENTIAL = "github token of acme/*";
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final OutletBudget BUDGET = new OutletBudget(Duration.ofSeconds(1), 500);

    private final TestCluster cluster = new TestCluster();
    private final LeasedTurns one = new LeasedTurns(cluster.client());
    private final LeasedTurns other = new LeasedTurns(cluster.client());

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void processesSeeWhatTheOthersSpent() {
        assertThat(spend(one)).isEqualTo(NOON);
        assertThat(spend(other)).isEqualTo(NOON.plusSeconds(1));
        assertThat(spend(one)).isEqualTo(NOON.plusSeconds(2));
        assertThat(spend(one)).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void aProcessOnItsOwnPaysOneRequestForASlot() {
        spend(one);
        cluster.sandbox().requests().clear();

        spend(one);
        spend(one);

        assertThat(methods()).containsExactly("PUT", "PUT");
    }

    @Test
    void whatSpendsNothingWritesNothing() {
        spend(one);
        cluster.sandbox().requests().clear();

        OutletAllowance before = one.change(CREDENTIAL, left -> left);

        assertThat(before.next()).isEqualTo(NOON.plusSeconds(1));
        assertThat(methods()).isEmpty();
    }

    @Test
    void ofManyThatSpendAtOnceNoTwoGetTheSameSlot() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Instant>> work = IntStream.range(0, 12)
                    .<Callable<Instant>>mapToObj(i -> () -> spend(i % 2 == 0 ? one : other))
                    .toList();
            TreeSet<Instant> slots = new TreeSet<>();
            for (Future<Instant> slot : workers.invokeAll(work)) {
                slots.add(slot.get());
            }
            assertThat(slots).hasSize(12);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aLeaseThatSomebodyDeletesIsMadeAnew() {
        spend(one);
        cluster.sandbox().administrator().resource(lease()).delete();

        assertThat(spend(one)).isEqualTo(NOON);
        assertThat(lease()).isNotNull();
    }

    @Test
    void aLeaseThatSomebodyHasSpoiledStopsNobody() {
        spend(one);
        Lease spoiled = lease();
        spoiled.getMetadata().setAnnotations(Map.of(LeasedTurns.NEXT, "tomorrow", LeasedTurns.FULL, ""));
        cluster.sandbox().administrator().resource(spoiled).update();

        assertThat(spend(other)).isEqualTo(NOON);
        spoiled = lease();
        spoiled.getMetadata().setAnnotations(null);
        cluster.sandbox().administrator().resource(spoiled).update();
        assertThat(spend(other)).isEqualTo(NOON);
    }

    @Test
    void neitherNameNorContentsTellWhoseItIs() {
        spend(one);

        assertThat(lease().getMetadata().getName()).matches("wigwag-[0-9a-f]{20}");
        assertThat(lease().toString()).doesNotContain("acme").doesNotContain("token");
        assertThat(LeasedTurns.name("a")).isNotEqualTo(LeasedTurns.name("b"));
    }

    @Test
    void whatIsInTheWaySaysWhatToDo() {
        cluster.sandbox().faults().deny("update", "leases.coordination.k8s.io");
        spend(one);

        assertThatThrownBy(() -> spend(one))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DENIED))
                .hasMessageContaining("k8s/base/rbac.yaml");
    }

    @Test
    void whileTheApiServerIsDownItSaysSo() {
        cluster.sandbox().faults().goDown(Faults.Outage.values()[0]);

        assertThatThrownBy(() -> spend(one))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DOWN));
    }

    private static Instant spend(LeasedTurns turns) {
        UnaryOperator<OutletAllowance> spending = left -> left.spentAt(left.soonest(BUDGET, false, NOON), BUDGET);
        return turns.change(CREDENTIAL, spending).soonest(BUDGET, false, NOON);
    }

    private Lease lease() {
        return cluster.sandbox().administrator().leases().inAnyNamespace().list().getItems().stream()
                .findFirst()
                .orElseThrow();
    }

    private List<String> methods() {
        return cluster.sandbox().requests().all().stream()
                .filter(request -> !request.administrator())
                .map(LoggedRequest::method)
                .toList();
    }
}
