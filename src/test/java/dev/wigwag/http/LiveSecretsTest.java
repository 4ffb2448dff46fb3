package dev.wigwag.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveSecretsTest {

    private static final String PROPERTY = "wigwag.test.secrets";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final List<String> logged = new ArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(new PatternFormatter("%m").format(line));
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing to close
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger(LiveSecrets.class.getName()).addHandler(recorder);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger(LiveSecrets.class.getName()).removeHandler(recorder);
        KnownSecrets.remember(PROPERTY, List.of());
    }

    @Test
    void withoutEntriesAndFileNothingIsConfigured() {
        LiveSecrets secrets = live();
        assertThat(secrets.configured()).isFalse();
        assertThat(secrets.current()).isEmpty();
        assertThat(secrets.property()).isEqualTo(PROPERTY);
        assertThat(logged).isEmpty();
    }

    @Test
    void blankEntriesNeverAuthorise() throws IOException {
        write("\n  \n\t\r\n");
        assertThat(live("", "  ").configured()).isFalse();
    }

    @Test
    void aBlockOfPemIsOneSecretAmongTheLinesAroundIt() throws IOException {
        write("one-secret\n-----BEGIN RSA PRIVATE KEY-----\r\nMIIE\r\n\r\nQg==\r\n-----END RSA PRIVATE KEY-----\r\n"
                + "other-secret\n-----BEGIN A-----\\nx\\n-----END A-----\nlast-secret\n-----BEGIN CUT-----\nMIIE\n");

        assertThat(live().current())
                .extracting(secret -> new String(secret.key(), UTF_8))
                .containsExactly(
                        "one-secret",
                        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n\nQg==\n-----END RSA PRIVATE KEY-----",
                        "other-secret",
                        "-----BEGIN A-----\\nx\\n-----END A-----",
                        "last-secret",
                        "-----BEGIN CUT-----\nMIIE");
    }

    @Test
    void configuredAndMountedSecretsAddUp() throws IOException {
        write("mounted-secret-1\r\n\r\nmounted-secret-2\n");
        assertThat(keys(live("configured-secret")))
                .containsExactly("configured-secret", "mounted-secret-1", "mounted-secret-2");
    }

    @Test
    void anEntryWithoutGlobsSpeaksForAnything() {
        assertThat(live("some-secret").current().get(0).scope().test("any/thing"))
                .isTrue();
    }

    @Test
    void anEntryWithGlobsSpeaksOnlyForWhatTheyMatch() {
        ScopedSecret secret =
                live("octo/fleet | octo/apps => s3cret => with arrow").current().get(0);
        assertThat(secret.scope().test("octo/fleet")).isTrue();
        assertThat(secret.scope().test("octo/apps")).isTrue();
        assertThat(secret.scope().test("octo/other")).isFalse();
        assertThat(new String(secret.key(), UTF_8)).isEqualTo("s3cret => with arrow");
    }

    @Test
    void anArrowWithoutBlanksIsPartOfTheSecret() {
        assertThat(keys(live("pass=>word-long"))).containsExactly("pass=>word-long");
    }

    @Test
    void oddBytesAreWrittenInBase64() {
        byte[] key = {0, (byte) 0xFF, 'a', ' ', '\n', 1, 2, 3};
        String encoded = "base64:" + Base64.getEncoder().encodeToString(key);
        assertThat(live(encoded).current().get(0).key()).isEqualTo(key);
        assertThat(live("octo/* => " + encoded).current().get(0).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=> hunter2hunter2",
                "octo/* =>",
                "octo/* => base64:",
                "octo/*| => hunter2hunter2",
                "| => hunter2hunter2",
                "base64:hunter2!hunter2",
                "base64:"
            })
    void aWrongConfiguredEntryStopsTheStartAndIsNamedByNumberOnly(String entry) {
        assertThatThrownBy(() -> live("a-good-secret", entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 2 of " + PROPERTY)
                .hasMessageContaining(";")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void moreThanSixtyFourSecretsAreRefused() throws IOException {
        String[] many = new Random(51).ints(65).mapToObj(i -> "secret" + i).toArray(String[]::new);
        assertThatThrownBy(() -> live(many)).hasMessageContaining("more than 64");

        write(String.join("\n", many));
        assertThat(live().current()).isEmpty();
        assertThat(logged).singleElement().asString().contains("more than 64").doesNotContain(many[0]);
    }

    @Test
    void aChangedFileIsReadAgainWithoutARestart() throws IOException {
        write("the-old-secret");
        LiveSecrets secrets = live();
        write("the-old-secret\nthe-new-secret");
        assertThat(keys(secrets)).as("within the same second").containsExactly("the-old-secret");

        clock.advance(Duration.ofSeconds(1));
        assertThat(keys(secrets)).containsExactly("the-old-secret", "the-new-secret");
    }

    @Test
    void aFileThatAppearsLaterIsFound() throws IOException {
        LiveSecrets secrets = live();
        write("a-late-secret");
        clock.advance(Duration.ofSeconds(2));
        assertThat(keys(secrets)).containsExactly("a-late-secret");
    }

    @Test
    void kubernetesSwapOfTheDataLinkIsSeenThoughTimeAndSizeStay() throws IOException {
        mount("..2026_1", "the-old-secret");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(directory.resolve(PROPERTY), Path.of("..data", PROPERTY));
        LiveSecrets secrets = live();
        assertThat(keys(secrets)).containsExactly("the-old-secret");

        mount("..2026_2", "the-new-secret");
        Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(
                directory.resolve("..data_tmp"),
                directory.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys(secrets)).containsExactly("the-new-secret");
    }

    @Test
    void aVanishedFileKeepsTheLastGoodSecretsAndIsToldOnce() throws IOException {
        write("a-mounted-secret");
        LiveSecrets secrets = live();
        Files.delete(directory.resolve(PROPERTY));
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(keys(secrets)).containsExactly("a-mounted-secret");
        }
        assertThat(logged).singleElement().asString().contains(PROPERTY, "vanished", "stay in force");

        write("a-mounted-secret");
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys(secrets)).containsExactly("a-mounted-secret");
        assertThat(logged).hasSize(2).last().asString().contains("in order again");
    }

    @Test
    void aFileThatBecomesWrongKeepsTheLastGoodSecretsAndIsToldOnce() throws IOException {
        write("a-mounted-secret");
        LiveSecrets secrets = live();
        for (String wrong : List.of("octo/* => base64:hunter2!", "x".repeat(SecretFile.MAX_BYTES + 1))) {
            logged.clear();
            write(wrong);
            for (int i = 0; i < 3; i++) {
                clock.advance(Duration.ofSeconds(1));
                assertThat(keys(secrets)).containsExactly("a-mounted-secret");
            }
            assertThat(logged).singleElement().asString().doesNotContain("hunter2");
        }
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedAndBase64Advised() throws IOException {
        Files.write(directory.resolve(PROPERTY), new byte[] {'a', (byte) 0xFF, 'b'});
        assertThat(live().current()).isEmpty();
        assertThat(logged).singleElement().asString().contains("not UTF-8", "base64:");
    }

    @Test
    void aDirectoryInTheFilesPlaceIsNoSecret() throws IOException {
        Files.createDirectory(directory.resolve(PROPERTY));
        assertThat(live().current()).isEmpty();
        assertThat(logged).hasSize(1);
    }

    @Test
    void askingWhetherConfiguredNeverTouchesTheFileItself() throws IOException {
        LiveSecrets secrets = live();
        write("a-late-secret");
        clock.advance(Duration.ofSeconds(1));
        assertThat(secrets.configured()).isFalse();
        assertThat(secrets.configured()).isFalse();
        assertThat(background).as("one look for all callers").hasSize(1);

        background.remove().run();
        assertThat(secrets.configured()).isTrue();
        assertThat(background).isEmpty();
    }

    @Test
    void aClockSetBackDoesNotStopTheLooking() throws IOException {
        LiveSecrets secrets = live();
        write("a-late-secret");
        clock.advance(Duration.ofHours(-1));
        assertThat(keys(secrets)).containsExactly("a-late-secret");
    }

    @Test
    void aShortSecretIsTakenAndWarnedOfOnceWithoutItsValue() throws IOException {
        LiveSecrets secrets = live("pw-7");
        assertThat(keys(secrets)).containsExactly("pw-7");
        write("pw-8");
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys(secrets)).containsExactly("pw-7", "pw-8");
        assertThat(logged)
                .singleElement()
                .asString()
                .contains(PROPERTY, "fewer than 8")
                .doesNotContain("pw-");
    }

    @Test
    void everySecretIsRedactedAndAReplacedOneForgotten() throws IOException {
        write("first-mounted-secret");
        LiveSecrets secrets = live("configured-secret");
        assertThat(Redaction.apply("configured-secret first-mounted-secret")).isEqualTo("[redacted] [redacted]");

        write("second-mounted-secret!");
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys(secrets)).hasSize(2);
        assertThat(Redaction.apply("first-mounted-secret second-mounted-secret!"))
                .isEqualTo("first-mounted-secret [redacted]");
    }

    @Test
    void nothingOfASecretShows() {
        assertThat(live("configured-secret").toString()).isEqualTo("LiveSecrets[" + PROPERTY + ", 1 in force]");
    }

    private LiveSecrets live(String... entries) {
        return new SecretsDirectory(directory, clock, background::add)
                .secrets(PROPERTY, List.of(entries), LiveSecretsTest::oneOf);
    }

    private static Predicate<String> oneOf(Collection<String> names) {
        return names::contains;
    }

    private static List<String> keys(LiveSecrets secrets) {
        return secrets.current().stream()
                .map(secret -> new String(secret.key(), UTF_8))
                .toList();
    }

    private void write(String content) throws IOException {
        Files.writeString(directory.resolve(PROPERTY), content);
    }

    private void mount(String version, String content) throws IOException {
        Path file = Files.createDirectory(directory.resolve(version)).resolve(PROPERTY);
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T10:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
