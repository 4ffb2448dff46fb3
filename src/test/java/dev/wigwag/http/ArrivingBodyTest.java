package dev.wigwag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body and the budget it is taken from. */
class ArrivingBodyTest {

    private static final int MIB = 1024 * 1024;

    private final BodyBudget budget = new BodyBudget(32L * MIB, 25L * MIB);
    private final BodyBudget.Reservation reservation = budget.reserve();

    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 74})
    void theBytesStayInOrderHoweverTheyArrive(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(300_000)];
        random.nextBytes(bytes);
        ArrivingBody body = arriving(MIB, random.nextBoolean() ? bytes.length : -1);
        for (int from = 0; from < bytes.length; ) {
            int count = Math.min(1 + random.nextInt(20_000), bytes.length - from);
            assertThat(body.add(Buffer.buffer(count).setBytes(0, bytes, from, count)))
                    .isEmpty();
            from += count;
        }
        assertThat(body.finish().open().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aLargestBodyOfKnownLengthTakesExactlyItsLength() {
        ArrivingBody body = arriving(25L * MIB, 25L * MIB);
        Buffer piece = Buffer.buffer(new byte[8192]);
        for (int i = 0; i < 25 * MIB / 8192; i++) {
            assertThat(body.add(piece)).isEmpty();
        }
        assertThat(body.finish().length()).isEqualTo(25L * MIB);
        assertThat(budget.taken()).isEqualTo(25L * MIB);
    }

    @Test
    void singleBytesCostNoMoreThanLargePieces() {
        ArrivingBody body = arriving(MIB, -1);
        for (int i = 0; i < 200_000; i++) {
            body.add(Buffer.buffer(new byte[1]));
        }
        assertThat(body.finish().length()).isEqualTo(200_000);
        assertThat(budget.taken()).isBetween(200_000L, 200_000L + 64 * 1024);
    }

    @Test
    void aSmallBodyOfUnknownLengthTakesLittle() {
        ArrivingBody body = arriving(MIB, -1);
        body.add(Buffer.buffer("{}"));
        assertThat(budget.taken()).isEqualTo(4096);
    }

    @Test
    void theLimitIsTheLastByteThatIsTaken() {
        ArrivingBody body = arriving(10, -1);
        assertThat(body.add(Buffer.buffer(new byte[10]))).isEmpty();
        assertThat(body.add(Buffer.buffer(new byte[1]))).map(Problem::status).contains(413);
    }

    @Test
    void withoutRoomTheBodyIsRefusedAndOthersKeepTheirs() {
        BodyBudget small = new BodyBudget(100_000, 100_000);
        BodyBudget.Reservation other = small.reserve();
        assertThat(other.grow(60_000)).isTrue();

        BodyBudget.Reservation mine = small.reserve();
        Optional<Problem> problem = new ArrivingBody(MIB, 50_000, small, mine).add(Buffer.buffer(new byte[50_000]));
        assertThat(problem).map(Problem::slug).contains("no-room-for-body");
        mine.release();
        assertThat(small.taken()).isEqualTo(60_000);
    }

    @Test
    void aReservationIsGivenBackOnceHoweverOftenItIsReleased() {
        BodyBudget.Reservation other = budget.reserve();
        other.grow(10);
        reservation.grow(100);
        reservation.release();
        reservation.release();
        assertThat(budget.taken()).isEqualTo(10);
        assertThat(reservation.grow(1)).as("growing after the release").isFalse();
        assertThat(budget.taken()).isEqualTo(10);
    }

    @Test
    void ofLargeBodiesThatAreTooManyTogetherOneIsTakenWhole() {
        ArrivingBody first = arriving(25L * MIB, 25L * MIB);
        BodyBudget.Reservation others = budget.reserve();
        ArrivingBody second = new ArrivingBody(25L * MIB, 25L * MIB, budget, others);
        Buffer piece = Buffer.buffer(new byte[64 * 1024]);
        Optional<Problem> refused = first.add(piece);
        while (refused.isEmpty()) {
            assertThat(second.add(piece)).isEmpty();
            refused = first.add(piece);
        }
        // Before the first has let go of anything by itself.
        while (budget.taken() < 25L * MIB) {
            assertThat(second.add(piece)).isEmpty();
        }

        assertThat(refused).map(Problem::slug).contains("no-room-for-body");
        assertThat(second.finish().length()).isEqualTo(25L * MIB);
    }

    @Test
    void largeBodiesLeaveRoomForSmallOnes() {
        assertThat(reservation.grow(28L * MIB)).isTrue();
        assertThat(budget.hasRoomFor(MIB + 1)).isFalse();
        assertThat(budget.hasRoomFor(MIB)).isTrue();

        for (int i = 0; i < 4; i++) {
            assertThat(budget.reserve().grow(MIB)).isTrue();
        }
        assertThat(budget.reserve().grow(1)).isFalse();
        assertThat(budget.taken()).isEqualTo(32L * MIB);
    }

    @Test
    void aBodyThatGrowsLargeMayNotTakeWhatIsKeptForSmallOnes() {
        assertThat(reservation.grow(27L * MIB)).isTrue();
        BodyBudget.Reservation growing = budget.reserve();
        assertThat(growing.grow(MIB)).isTrue();

        assertThat(growing.grow(1)).isFalse();
        assertThat(budget.taken()).isEqualTo(27L * MIB);
    }

    @Test
    void aBudgetThatJustAdmitsOneLargestBodyAdmitsIt() {
        BodyBudget tight = new BodyBudget(25L * MIB, 25L * MIB);

        assertThat(tight.hasRoomFor(25L * MIB)).isTrue();
        assertThat(tight.reserve().grow(25L * MIB)).isTrue();
    }

    @Test
    void theBudgetIsNeverExceededByThreadsThatTakeAtOnce() throws InterruptedException {
        BodyBudget small = new BodyBudget(1000, 1000);
        AtomicLong most = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 2000; i++) {
            threads.execute(() -> {
                BodyBudget.Reservation mine = small.reserve();
                mine.grow(300);
                mine.grow(300);
                most.accumulateAndGet(small.taken(), Math::max);
                mine.release();
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(300L, 1000L);
        assertThat(small.taken()).isZero();
        assertThat(small.hasRoomFor(1000)).isTrue();
        assertThat(small.hasRoomFor(1001)).isFalse();
    }

    @Test
    void aBudgetThatAdmitsNoLargestBodyStopsTheStart() {
        HttpConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(Map.of("wigwag.http.bodies-in-flight", "24M"), "test", 500))
                .withMapping(HttpConfig.class)
                .build()
                .getConfigMapping(HttpConfig.class);
        assertThatThrownBy(() -> new BodyBudget(config, new SimpleMeterRegistry()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wigwag.http.bodies-in-flight")
                .hasMessageContaining("raise it");
    }

    private ArrivingBody arriving(long limit, long declared) {
        return new ArrivingBody(limit, declared, budget, reservation);
    }
}
