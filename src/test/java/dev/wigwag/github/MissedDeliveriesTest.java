package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissedDeliveriesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "failed to connect to host,0",
        "timed out,0",
        "Invalid HTTP Response: 503,503",
        "Invalid HTTP Response: 401,401"
    })
    void whateverIsNotOkIsDue(String status, int code) {
        LoggedDelivery missed = new LoggedDelivery(1, "g", NOON.minusSeconds(600), false, status, code, "push");

        assertThat(MissedDeliveries.of(List.of(missed), NOON)).containsExactly(missed);
    }

    @Test
    void whatWasTakenOnceIsDone() {
        assertThat(MissedDeliveries.of(List.of(missed(1, "g", 60, false), taken(2, "g", 30)), NOON))
                .isEmpty();
        assertThat(MissedDeliveries.of(List.of(taken(1, "g", 60), missed(2, "g", 30, true)), NOON))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,4,false", "0,5,true", "1,29,false", "1,30,true", "2,239,false", "2,240,true", "3,4000,false"})
    void eachAttemptIsWaitedForLongerAndThereAreThreeAtMost(int asked, int minutesAgo, boolean due) {
        List<LoggedDelivery> log = new ArrayList<>();
        log.add(missed(1, "g", minutesAgo + 10, false));
        for (int turn = 1; turn <= asked; turn++) {
            log.add(missed(1 + turn, "g", minutesAgo, true));
        }
        if (asked == 0) {
            log.set(0, missed(1, "g", minutesAgo, false));
        }

        assertThat(MissedDeliveries.of(log, NOON)).hasSize(due ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void whatWeWouldNeverTakeIsNotAskedFor(int code) {
        LoggedDelivery refused = new LoggedDelivery(
                1, "g", NOON.minusSeconds(600), false, "Invalid HTTP Response: " + code, code, "push");

        assertThat(MissedDeliveries.of(List.of(refused), NOON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "issues", "", "deployment_status"})
    void eventsThatMeanNothingToUsAreNotAskedFor(String event) {
        LoggedDelivery other = new LoggedDelivery(1, "g", NOON.minusSeconds(600), false, "timed out", 0, event);

        assertThat(MissedDeliveries.of(List.of(other), NOON)).isEmpty();
    }

    @Test
    void whatGitHubKeepsNoLongerOrWithoutAnIdIsNotAskedFor() {
        assertThat(MissedDeliveries.of(List.of(missed(1, "g", 3 * 24 * 60 + 1, false), missed(2, "", 10, false)), NOON))
                .isEmpty();
    }

    @Test
    void theLatestAttemptIsSentAgainAndTheOldestEventFirst() {
        List<LoggedDelivery> log = List.of(
                missed(5, "late", 10, false),
                missed(4, "early", 40, true),
                missed(3, "early", 50, false),
                missed(2, "middle", 20, false));

        assertThat(MissedDeliveries.of(log, NOON))
                .extracting(LoggedDelivery::id)
                .containsExactly(4L, 2L, 5L);
    }

    @Test
    void inWhateverOrderTheLogComesTheAnswerIsTheSame() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<LoggedDelivery> log = new ArrayList<>();
            for (int id = 1; id <= 30; id++) {
                log.add(
                        random.nextInt(4) == 0
                                ? taken(id, "g" + random.nextInt(8), random.nextInt(300))
                                : missed(id, "g" + random.nextInt(8), random.nextInt(300), random.nextBoolean()));
            }
            List<LoggedDelivery> due = MissedDeliveries.of(log, NOON);
            Collections.shuffle(log, random);

            assertThat(MissedDeliveries.of(log, NOON)).isEqualTo(due);
            assertThat(due).extracting(LoggedDelivery::guid).doesNotHaveDuplicates();
            assertThat(due).noneMatch(LoggedDelivery::isOk);
        }
    }

    private static LoggedDelivery missed(long id, String guid, int minutesAgo, boolean redelivery) {
        return new LoggedDelivery(
                id, guid, NOON.minus(Duration.ofMinutes(minutesAgo)), redelivery, "timed out", 0, "push");
    }

    private static LoggedDelivery taken(long id, String guid, int minutesAgo) {
        return new LoggedDelivery(id, guid, NOON.minus(Duration.ofMinutes(minutesAgo)), false, "OK", 202, "push");
    }
}
