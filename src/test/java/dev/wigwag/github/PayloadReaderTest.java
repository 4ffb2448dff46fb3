package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.PayloadReader;
import dev.wigwag.http.Picked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {
    private static final Set<String> WANTED = Set.of("/ref", "/repository/full_name", "/tags/0/name");

    @Test
    void onlyTheFieldsAskedForAreKept() throws Malformed {
        Picked picked = pick("""
                {"ref":"x","other":"y","commits":[1,[2],{"a":3}],"repository":{"full_name":"a/b","ref":"no"},
                 "tags":[{"name":"first"},{"name":"second"}],"full_name":"no"}""");

        assertThat(picked.scalars())
                .containsOnlyKeys("/ref", "/repository/full_name", "/tags/0/name")
                .containsEntry("/tags/0/name", "first");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"text\"", "17", "-1.5e300", "true", "false"})
    void scalarsAreKeptAsTheyAreWritten(String json) throws Malformed {
        assertThat(pick("{\"ref\":" + json + "}").text("/ref")).isEqualTo(json.replace("\"", ""));
    }

    @Test
    void nullIsAbsent() throws Malformed {
        Picked picked = pick("{\"ref\":null,\"commits\":null}");

        assertThat(picked.text("/ref")).isNull();
        assertThatThrownBy(() -> picked.required("/ref")).hasMessage("the payload has no ref");
    }

    @Test
    void ofDoubledFieldsTheLastCountsAlsoIfItIsNull() throws Malformed {
        assertThat(pick("{\"ref\":\"x\",\"ref\":\"y\"}").text("/ref")).isEqualTo("y");
        assertThat(pick("{\"ref\":\"x\",\"ref\":null}").text("/ref")).isNull();
        assertThat(pick("{\"repository\":{\"full_name\":\"a/b\"},\"repository\":{\"full_name\":\"c/d\"}}")
                        .text("/repository/full_name"))
                .isEqualTo("c/d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ref\":\"x\",\"ref\":[]}",
                "{\"repository\":{\"full_name\":\"a/b\"},\"repository\":7}",
                "{\"repository\":{\"full_name\":\"a/b\"},\"repository\":null}",
                "{\"repository\":{\"full_name\":\"a/b\"},\"repository\":[]}",
                "{\"repository\":{\"full_name\":\"a/b\"},\"repository\":{}}"
            })
    void nothingOfTheFirstOfTwoDoubledFieldsIsLeft(String json) throws Malformed {
        assertThat(pick(json).scalars()).isEmpty();
    }

    @Test
    void aNameWithASlashDoesNotPassForAPath() throws Malformed {
        Picked picked = pick("""
                {"repository/full_name":"evil/x","":{"ref":"x"},"tags/0/name":"x","tags/0":{"name":"x"},
                 "repository":{"full_name":"a/b"}}""");

        assertThat(picked.scalars()).containsOnlyKeys("/repository/full_name").containsValue("a/b");
    }

    @Test
    void namesAreComparedAsTheyAreMeantAndNotAsTheyAreWritten() throws Malformed {
        assertThat(pick("{\"\\u0072ef\":\"\\u0078\"}").text("/ref")).isEqualTo("x");
    }

    @Test
    void aWantedFieldThatIsAnObjectIsMalformed() {
        assertMalformed("{\"ref\":{}}", "ref is an object");
        assertMalformed("{\"repository\":{\"full_name\":{\"a\":1}}}", "repository.full_name is an object");
    }

    @Test
    void aBooleanIsTrueFalseOrAbsent() throws Malformed {
        assertThat(pick("{\"ref\":true}").isTrue("/ref")).isTrue();
        assertThat(pick("{\"ref\":false}").isTrue("/ref")).isFalse();
        assertThat(pick("{}").isTrue("/ref")).isFalse();
        assertThatThrownBy(() -> pick("{\"ref\":1}").isTrue("/ref")).hasMessage("ref is not a boolean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000",
                "null",
                "[]",
                "7",
                "\"{}\"",
                "true",
                "{",
                "{\"ref\"",
                "{\"ref\":",
                "{\"ref\":\"x",
                "{\"ref\":\"x\"",
                "{\"ref\":\"x\",}",
                "{ref:1}",
                "{'ref':1}",
                "{\"ref\":01}",
                "{\"ref\":NaN}",
                "{\"ref\":tru}",
                "{\"ref\":\"\n\"}",
                "{\"ref\":\"\\x\"}",
                "{\"ref\":\"\\u12\"}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[}",
                "{} {}",
                "{}x",
                "{}]",
                "{}}",
                "{} // comment",
                "/* comment */ {}",
                "payload=%7B%7D"
            })
    void whatIsNotOneWholeJsonObjectIsMalformed(String body) {
        assertMalformed(body, "the payload");
    }

    @Test
    void blanksAroundTheObjectDoNotMatter() {
        assertThatCode(() -> pick("\r\n\t {} \n")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void everyEncodingOfJsonIsReadWithAByteOrderMarkAndWithout(String encoding) throws Malformed {
        String json = "{\"ref\":\"Grüße 😀\"}";
        for (String mark : new String[] {"", "\uFEFF"}) {
            byte[] body = (mark + json).getBytes(Charset.forName(encoding));
            assertThat(PayloadReader.pick(new ByteArrayInputStream(body), WANTED)
                            .text("/ref"))
                    .isEqualTo("Grüße 😀");
        }
    }

    @Test
    void bytesThatAreNoCharactersAreMalformed() {
        for (int[] bad : new int[][] {{0xFF}, {0xC3}, {0xE2, 0x82}, {0xF0, 0x9F, 0x98}, {0x80}, {0xC3, 0x28}}) {
            byte[] body = "{\"ref\":\"????\"}".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < bad.length; i++) {
                body[8 + i] = (byte) bad[i];
            }
            body[8 + bad.length] = '"';
            assertThatThrownBy(() -> PayloadReader.pick(new ByteArrayInputStream(body), WANTED))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void depthIsLimitedAlsoWhereNobodyLooks() {
        assertThatCode(() -> pick("{\"x\":" + "[".repeat(190) + "]".repeat(190) + "}"))
                .doesNotThrowAnyException();
        for (String open : new String[] {"[", "{\"a\":"}) {
            assertMalformed("{\"x\":" + open.repeat(250), "too deep");
            assertMalformed("{\"x\":" + open.repeat(2_000_000), "too deep");
            assertMalformed("{\"commits\":[" + open.repeat(250), "too deep");
        }
    }

    @Test
    void numbersOfAnyLengthDoNoHarm() throws Malformed {
        assertThat(pick("{\"ref\":" + "9".repeat(100) + "}").text("/ref")).hasSize(100);
        assertMalformed("{\"ref\":" + "9".repeat(101) + "}", "too long");
        assertMalformed("{\"x\":" + "9".repeat(5_000_000) + "}", "too long");
        assertThat(pick("{\"ref\":1e999999999}").text("/ref")).isEqualTo("1e999999999");
    }

    @Test
    void aTextNobodyUsesMayBeOfAnyLengthAndOneThatIsUsedMayNot() throws Malformed {
        assertThat(pick("{\"x\":\"" + "y".repeat(5_000_000) + "\",\"ref\":\"x\"}")
                        .text("/ref"))
                .isEqualTo("x");
        assertThat(pick("{\"ref\":\"" + "y".repeat(1_000_000) + "\"}").text("/ref"))
                .hasSize(1_000_000);
        assertMalformed("{\"ref\":\"" + "y".repeat(1_100_000) + "\"}", "too long");
    }

    @Test
    void manyFieldNamesDoNoHarm() throws Malformed {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 200_000; i++) {
            json.append("\"name-").append(i).append("\":").append(i).append(',');
        }
        assertThat(pick(json.append("\"ref\":\"x\"}").toString()).scalars()).hasSize(1);
        assertMalformed("{\"" + "n".repeat(100_000) + "\":1}", "too long");
    }

    @Test
    void whatIsMalformedIsNeverQuoted() {
        assertThatThrownBy(() -> pick("{\"ref\":s3cr3t}"))
                .isInstanceOf(Malformed.class)
                .hasMessageNotContaining("s3cr3t")
                .hasNoCause();
    }

    @Test
    void aStreamThatBreaksIsNotTheSendersFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> PayloadReader.pick(broken, WANTED)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void twentyFiveMegabytesCostNoMoreMemoryThanASmallBody() throws Malformed {
        byte[] large = PushFixture.push()
                .with("commits", "[" + "7,".repeat(3_000_000) + "7]")
                .withRepository("description", PushFixture.quoted("x".repeat(19_000_000)))
                .bytes();
        assertThat(large).hasSizeBetween(25_000_000, 25 * 1024 * 1024);
        PushPayload.read(PushFixture.push().stream(), "guid-1");

        long before = allocated();
        assertThat(PushPayload.read(new ByteArrayInputStream(large), "guid-1")
                        .commits()
                        .count())
                .isEqualTo(3_000_001);
        long cost = allocated() - before;

        assertThat(cost).isPositive().isLessThan(2_000_000);
    }

    @Test
    void aLargePushOfManyCommitsCostsLittleMoreThanASmallOne() throws Malformed {
        byte[] large = PushFixture.ofCommits(50_000).bytes();
        assertThat(large.length).isBetween(15_000_000, 30_000_000);
        PushPayload.read(PushFixture.push().stream(), "guid-1");

        long before = allocated();
        PushPayload.read(new ByteArrayInputStream(large), "guid-1");
        long cost = allocated() - before;

        assertThat(cost).isPositive().isLessThan(2_000_000);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsMadeOfAPushItIsReadOrMalformed(int seed) {
        Random random = new Random(seed);
        for (int turn = 0; turn < 500; turn++) {
            byte[] body = Mutation.of(PushFixture.push().bytes(), random);
            assertReadOrMalformed(new ByteArrayInputStream(body), body);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsMadeOfAFormItIsReadOrMalformed(int seed) {
        Random random = new Random(seed);
        for (int turn = 0; turn < 500; turn++) {
            byte[] body = Mutation.of(PushFixture.push().form(), random);
            try (InputStream payload = FormPayload.of(new ByteArrayInputStream(body))) {
                assertReadOrMalformed(payload, body);
            } catch (Malformed malformed) {
                assertThat(malformed.getMessage()).isNotBlank();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void assertReadOrMalformed(InputStream payload, byte[] body) {
        try {
            assertThat(PushPayload.read(payload, "guid-1").addresses()).isNotEmpty();
        } catch (Malformed malformed) {
            assertThat(malformed.getMessage()).isNotBlank().hasSizeLessThan(300);
        } catch (RuntimeException e) {
            throw new AssertionError("body: " + new String(body, StandardCharsets.ISO_8859_1), e);
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void assertMalformed(String json, String said) {
        assertThatThrownBy(() -> pick(json)).isInstanceOf(Malformed.class).hasMessageContaining(said);
    }

    private static Picked pick(String json) throws Malformed {
        return PayloadReader.pick(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), WANTED);
    }
}
