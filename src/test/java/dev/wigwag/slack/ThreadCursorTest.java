package dev.wigwag.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.slack.Told.State;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadCursorTest {
    private static final Told FAILED = Told.NOTHING.now(State.Failed).at(3, 2).of("ab-_");

    @Test
    void whatWasToldIsReadAsItWasWritten() {
        ThreadCursor cursor = ThreadCursor.EMPTY.with("a", FAILED).with("b", Told.NOTHING.now(State.Well));

        ThreadCursor read = ThreadCursor.read(cursor.toString());

        assertThat(read).hasToString(cursor.toString());
        assertThat(read.of("a")).isEqualTo(FAILED);
        assertThat(read.of("b").state()).isEqualTo(State.Well);
        assertThat(read.of("c")).isEqualTo(Told.NOTHING);
    }

    @Test
    void theOrderOfTellingMakesNoDifference() {
        assertThat(ThreadCursor.EMPTY.with("a", FAILED).with("b", Told.NOTHING))
                .hasToString(ThreadCursor.EMPTY
                        .with("b", Told.NOTHING)
                        .with("a", FAILED)
                        .toString());
    }

    @Test
    void aCursorDoesNotChangeWhenMoreIsTold() {
        ThreadCursor before = ThreadCursor.EMPTY.with("a", FAILED);

        before.with("b", FAILED);

        assertThat(before.of("b")).isEqualTo(Told.NOTHING);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "2|abcdef:F3.2",
                "1|",
                "1|abcdef",
                "1|abcdef:",
                "1|abcde:F3.2",
                "1|abcdef:X3.2",
                "1|abcdef:F99999999999.2",
                "1|abcdef:F3.2!abc",
                "1|abcdef:F3.2!aaaa!bbbb!cccc!dddd!eeee",
                "\u0000",
                "|||||"
            })
    void whatIsNoCursorHasToldNothing(String text) {
        assertThat(ThreadCursor.read(text)).hasToString("1");
    }

    @Test
    void anEndlessCursorHasToldNothing() {
        assertThat(ThreadCursor.read("1" + "|abcdef:F3.2".repeat(10_000))).hasToString("1");
    }

    @Test
    void junkIsReadWithoutFailing() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder junk = new StringBuilder("1");
            IntStream.range(0, random.nextInt(60))
                    .forEach(at -> junk.append("1|:.!FGWOabcdef09\ud800".charAt(random.nextInt(18))));

            ThreadCursor read = ThreadCursor.read(junk.toString());

            assertThat(ThreadCursor.read(read.toString())).hasToString(read.toString());
        }
    }

    @Test
    void onlySoManyThingsAreKeptInMind() {
        ThreadCursor cursor = ThreadCursor.EMPTY;
        for (int i = 0; i < ThreadCursor.MOST; i++) {
            cursor = cursor.with("thing " + i, FAILED);
        }

        assertThat(cursor.hasRoomFor("another")).isFalse();
        assertThat(cursor.hasRoomFor("thing 7")).isTrue();
        assertThat(cursor.with("thing 7", Told.NOTHING).of("thing 7")).isEqualTo(Told.NOTHING);
    }

    @Test
    void whatFailedAndIsNoMoreIsCountedAndTakenToBeWell() {
        ThreadCursor cursor = ThreadCursor.EMPTY
                .with("here", FAILED)
                .with("gone", FAILED)
                .with("gone too", Told.NOTHING.now(State.Waiting));

        assertThat(cursor.failedBut(List.of("here"))).isEqualTo(1);
        ThreadCursor well = cursor.wellBut(List.of("here"));
        assertThat(well.failedBut(List.of("here"))).isZero();
        assertThat(well.of("here")).isEqualTo(FAILED);
        assertThat(well.of("gone").state()).isEqualTo(State.Well);
        assertThat(well.of("gone").causes()).containsExactly("ab-_");
        assertThat(well.of("gone too").state()).isEqualTo(State.Waiting);
    }

    @Test
    void causesAreToldApartByShortDigests() {
        assertThat(ThreadCursor.cause("timeout")).hasSize(4).isEqualTo(ThreadCursor.cause("timeout"));
        assertThat(ThreadCursor.cause("timeout")).isNotEqualTo(ThreadCursor.cause("timeouts"));
    }

    @Test
    void aCauseThatIsToldAgainIsTheLastOne() {
        Told told = Told.NOTHING.now(State.Waiting).of("aaaa").of("bbbb").again("aaaa");

        assertThat(told.causes()).containsExactly("bbbb", "aaaa");
        assertThat(told.isLast(State.Waiting, "aaaa")).isTrue();
        assertThat(told.isLast(State.Failed, "aaaa")).isFalse();
    }
}
