package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.ObjectKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlaggerEventTest {
    private static final String ADVANCE = """
            {"name":"podinfo","namespace":"test","phase":"Progressing","checksum":"7d7b5f964c","metadata":{\
            "cluster":"prod-eu1","eventMessage":"Advance podinfo.test canary weight 20","eventType":"Normal",\
            "timestamp":"1785229290417"}}""";

    @Test
    void anEventIsReadAsFlaggerSendsIt() throws Malformed {
        assertThat(read(ADVANCE))
                .isEqualTo(new FlaggerEvent(
                        new ObjectKey("Canary", "test", "podinfo"),
                        "Progressing",
                        "7d7b5f964c",
                        "Advance podinfo.test canary weight 20",
                        false,
                        Instant.parse("2026-07-28T09:01:30.417Z")));
    }

    @Test
    void pitfall05WithoutMetadataThereIsNeitherMessageNorTime() throws Malformed {
        FlaggerEvent event =
                read("{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"Failed\",\"checksum\":\"7d7b5f964c\"}");

        assertThat(event.message()).isNull();
        assertThat(event.at()).isNull();
        assertThat(event.warning()).isFalse();
    }

    @Test
    void pitfall33AnOldFlaggerSendsNoChecksumAndOneOfTomorrowMore() throws Malformed {
        FlaggerEvent event = read("""
                {"hookType":{"a":[{}]},"name":"a.b","namespace":"test","weights":[1,2],"checksum":null,
                 "metadata":{"eventMessage":"Rollback check stop passed","eventType":"Warning","own/key":"x","more":7}}
                """);

        assertThat(event.canary()).hasToString("Canary/test/a.b");
        assertThat(event.checksum()).isNull();
        assertThat(event.phase()).isNull();
        assertThat(event.warning()).isTrue();
    }

    @Test
    void escapesOfGoAreUndone() throws Malformed {
        assertThat(read(message("Halt podinfo.test advancement success-rate 97.32 \\u003c 99"))
                        .message())
                .isEqualTo("Halt podinfo.test advancement success-rate 97.32 < 99");
    }

    @Test
    void aHooksAnswerIsCutAndKeepsNoKey() throws Malformed {
        String message = read(message("Halt podinfo.test advancement external check load failed "
                        + "POST http://me:hunter2@load.test/?k=hunter2 giving up\\n\\u202e" + "x ".repeat(50_000)))
                .message();

        assertThat(message)
                .startsWith(
                        "Halt podinfo.test advancement external check load failed POST http://load.test/… giving up\n")
                .doesNotContain("hunter2", "\u202e")
                .endsWith("…");
        assertThat(message.length()).isLessThanOrEqualTo(FlaggerText.MAX);
    }

    @Test
    void anAddressIsNotCutInTheMiddle() throws Malformed {
        for (int length = 1_900; length < 2_010; length++) {
            String message = read(message("x".repeat(length) + " http://me:hunter2@load.test/"))
                    .message();

            assertThat(message).doesNotContain("me:h");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1785229290417, 2026-07-28T09:01:30.417Z",
        "0, 1970-01-01T00:00:00Z",
        "-5,",
        "1785229290.417,",
        "253402300800000,",
        "9999999999999999999999,",
        "soon,"
    })
    void theTimeIsOfMillisecondsOrNone(String timestamp, String at) throws Malformed {
        assertThat(read(ADVANCE.replace("1785229290417", timestamp)).at())
                .isEqualTo(at == null ? null : Instant.parse(at));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"name\":\"podinfo\"}",
                "{\"name\":\"\",\"namespace\":\"test\"}",
                "{\"name\":{},\"namespace\":\"test\"}",
                "{\"name\":\"../secrets\",\"namespace\":\"test\"}",
                "{\"name\":\"podinfo\",\"namespace\":\"Test\"}",
                "{\"name\":\"podinfo\",\"namespace\":\"test\"} more"
            })
    void whatNamesNoPossibleCanaryIsMalformed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Malformed.class).hasMessageNotContaining("secrets");
    }

    @Test
    void whateverIsCutOutOfAnEventItIsReadOrMalformed() {
        Random random = new Random(20261123);
        int malformed = 0;
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(ADVANCE.length());
            int to = Math.min(ADVANCE.length(), from + 1 + random.nextInt(40));
            try {
                assertThat(read(ADVANCE.substring(0, from) + ADVANCE.substring(to))
                                .canary())
                        .isNotNull();
            } catch (Malformed e) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(500, 1_999);
    }

    private static String message(String text) {
        return ADVANCE.replace("Advance podinfo.test canary weight 20", text);
    }

    private static FlaggerEvent read(String json) throws Malformed {
        return FlaggerEvent.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
