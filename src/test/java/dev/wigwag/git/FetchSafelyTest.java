package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.HandSetClock;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin;
import dev.wigwag.engine.RepositoryLogin.Login;
import dev.wigwag.http.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a far end may do to us, and where a login goes. */
class FetchSafelyTest {
    private static final String TOKEN = "s3cret-t0ken-of-the-test";

    @TempDir
    Path directory;

    private Origin origin;
    private HttpForge forge;
    private AReader reader;
    private ObjectId first;
    private ObjectId last;

    @BeforeEach
    void begin() {
        origin = new Origin(directory.resolve("origin"));
        forge = new HttpForge(origin);
        reader = new AReader(directory.resolve("copies"));
        first = origin.file("apps/podinfo/deployment.yaml", "kind: Deployment").commit("Begin");
        last = origin.branch("main", origin.commits(2, first));
    }

    @AfterEach
    void close() {
        forge.close();
        origin.close();
    }

    @Test
    void aTokenGoesWithEveryRequestAndStaysInMemory() throws IOException {
        forge.door = exchange -> {
            boolean wrong =
                    !("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (wrong) {
                exchange.sendResponseHeaders(401, -1);
            }
            return wrong;
        };
        reader.login(new Login.Bearer(TOKEN, null));
        Everything everything = new Everything();

        try (everything) {
            assertThat(reader.read(forge.url(), first, last).changes().count()).isEqualTo(2);
            assertThatThrownBy(() -> reader.read(forge.url() + "x", first, last))
                    .isInstanceOf(RangeException.class);
        }
        assertThat(everything.lines).isNotEmpty().noneMatch(line -> line.contains(TOKEN));

        assertThat(forge.authorizations).isNotEmpty().allMatch(("Bearer " + TOKEN)::equals);
        assertThat(onDisk()).isNotEmpty().noneMatch(text -> text.contains(TOKEN));
    }

    @Test
    void aTokenThatWasRevokedIsToldOfAndTheNextOneTried() {
        List<String> refused = new ArrayList<>();
        reader.logins = List.of(new Renewed(refused));
        letInOnly("Bearer fresh");

        assertThat(reader.read(forge.url(), first, last).changes().count()).isEqualTo(2);

        assertThat(refused).containsExactly("revoked");
        assertThat(forge.authorizations).startsWith("Bearer revoked").endsWith("Bearer fresh");
        assertThat(reader.fetched("denied")).isEqualTo(1);
        assertThat(reader.fetched("fetched")).isEqualTo(1);
    }

    @Test
    void whatIsRefusedAgainIsNotTriedForEver() {
        List<String> refused = new ArrayList<>();
        reader.logins = List.of(new Renewed(refused));
        letInOnly("Bearer of somebody else");

        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DENIED))
                .hasMessageNotContaining("fresh");

        assertThat(refused).containsExactly("revoked");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500})
    void anAnswerThatDoesNotSpeakOfTheLoginIsNotToldOf(int status) {
        List<String> refused = new ArrayList<>();
        reader.logins = List.of(new Renewed(refused));
        forge.door = exchange -> {
            exchange.sendResponseHeaders(status, -1);
            return true;
        };

        assertThatThrownBy(() -> reader.read(forge.url(), first, last)).isInstanceOf(RangeException.class);
        assertThat(refused).isEmpty();
    }

    private void letInOnly(String authorization) {
        forge.door = exchange -> {
            boolean wrong = !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (wrong) {
                exchange.sendResponseHeaders(401, -1);
            }
            return wrong;
        };
    }

    /** Gives out a token, and another one once that was refused. */
    private record Renewed(List<String> refused) implements RepositoryLogin {
        @Override
        public Optional<Login> of(Checkout checkout) {
            return Optional.of(new Login.Bearer(refused.isEmpty() ? "revoked" : "fresh", null));
        }

        @Override
        public boolean refused(Checkout checkout, Login login) {
            refused.add(((Login.Bearer) login).token());
            return true;
        }
    }

    @Test
    void whoAnAddressNamesLogsInAndStandsNowhere() throws IOException {
        String address = forge.url().replace("http://", "http://ana:" + TOKEN + "@");

        reader.read(address, first, last);

        String both = Base64.getEncoder().encodeToString(("ana:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        assertThat(forge.authorizations).isNotEmpty().allMatch(("Basic " + both)::equals);
        assertThat(onDisk()).noneMatch(text -> text.contains(TOKEN) || text.contains(both));
    }

    @ParameterizedTest
    @CsvSource({"401, DENIED", "403, DENIED", "404, DENIED", "429, UNREACHABLE", "500, UNREACHABLE", "503, UNREACHABLE"
    })
    void aRefusalNamesCauseAndFixAndNoSecret(int status, Fault fault) {
        forge.door = exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"here\"");
            exchange.sendResponseHeaders(status, -1);
            return true;
        };
        String address = forge.url().replace("http://", "http://ana:" + TOKEN + "@") + "?key=" + TOKEN;

        RangeException refusal = catchThrowableOfType(RangeException.class, () -> reader.read(address, first, last));

        assertThat(refusal.fault()).isEqualTo(fault);
        assertThat(refusal).hasMessageContaining("http://" + forge.host() + "/acme/fleet.git cannot be read: ");
        assertThat(refusal.toString()).doesNotContain(TOKEN);
        assertThat(reader.fetched(fault == Fault.DENIED ? "denied" : "unreachable"))
                .isEqualTo(1);
    }

    @Test
    void whoIsSentToAnotherServerDoesNotGoThere() {
        Origin other = new Origin(directory.resolve("other"));
        try (HttpForge elsewhere = new HttpForge(other)) {
            forge.door = exchange -> {
                exchange.getResponseHeaders()
                        .add(
                                "Location",
                                "http://localhost:" + elsewhere.host().split(":")[1] + exchange.getRequestURI());
                exchange.sendResponseHeaders(302, -1);
                return true;
            };
            reader.login(new Login.Bearer(TOKEN, null));

            assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                    .isInstanceOfSatisfying(
                            RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED))
                    .hasMessageContaining("sends us on to http://localhost")
                    .hasMessageContaining("wigwag.git.instead-of");
            assertThat(elsewhere.authorizations).isEmpty();
        } finally {
            other.close();
        }
    }

    @Test
    void whoIsSentOnAtTheSameServerGoesThere() {
        forge.door = exchange -> {
            String uri = exchange.getRequestURI().toString();
            if (!uri.startsWith("/old/")) {
                return false;
            }
            exchange.getResponseHeaders().add("Location", uri.substring(4));
            exchange.sendResponseHeaders(301, -1);
            return true;
        };

        assertThat(reader.read("http://" + forge.host() + "/old/acme/fleet.git", first, last)
                        .changes()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTheSilenceThatIsAllowed() {
        CountDownLatch over = new CountDownLatch(1);
        forge.door = exchange -> {
            await(over);
            return true;
        };
        reader.with("idle", "1s");

        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("has not answered in time");
        over.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aServerThatNeverEndsIsGivenUpAtTheSizeThatIsAllowed(String method) {
        boolean get = method.equals("GET");
        forge.modern = !get;
        String type = "application/x-git-upload-pack-" + (get ? "advertisement" : "result");
        String begin = get ? "001e# service=git-upload-pack\n0000" : "";
        forge.door = exchange -> exchange.getRequestMethod().equals(method)
                && endless(exchange.getResponseBody(), begin, () -> {
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(200, 0);
                });
        reader.with("largest", "1M");

        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TOO_LARGE))
                .hasMessageContaining("wigwag.git.largest");
        assertThat(reader.gauge("wigwag.git.disk")).isZero();
    }

    @Test
    void whenTheTimeIsUpItIsGivenUpWhateverStillComes() {
        HandSetClock clock = new HandSetClock(Instant.parse("2026-01-01T00:00:00Z"));
        reader.clock = clock;
        forge.door = exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                clock.pass(Duration.ofSeconds(31));
            }
            return false;
        };

        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("wigwag.git.deadline");
    }

    @Test
    void aServerThatSaysALittleForEverIsHungUpWhenTheTimeIsUp() throws Exception {
        try (ServerSocket drip = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> drip(drip));
            reader.with("deadline", "1s");

            assertThatThrownBy(() ->
                            reader.read("http://127.0.0.1:" + drip.getLocalPort() + "/acme/fleet.git", first, last))
                    .isInstanceOfSatisfying(
                            RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                    .hasMessageContaining("wigwag.git.deadline");
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoseTurnDoesNotComeIsToldSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        forge.door = exchange -> {
            begun.countDown();
            await(over);
            return false;
        };
        Thread slow = new Thread(() -> reader.read(forge.url(), first, last));
        slow.start();
        begun.await();

        assertThatThrownBy(() -> reader.ranges().read(AReader.question(forge.url(), first, last), Instant.now()))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("the same repository");
        over.countDown();
        slow.join();
    }

    @Test
    void whatIsNotGitIsSaidNotToBe() {
        forge.door = exchange -> {
            HttpForge.answer(exchange, "text/html", "<html>".getBytes(StandardCharsets.UTF_8));
            return true;
        };

        assertThatThrownBy(() -> reader.read(forge.url(), first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("does not speak Git");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        String url = forge.url();
        forge.close();

        assertThatThrownBy(() -> reader.read(url, first, last))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("no connection");
    }

    @Test
    void nothingOfOursIsLeftForOthersToRunOrRead() throws IOException {
        reader.read(forge.url(), first, last);

        try (Stream<Path> files = Files.walk(reader.directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("FETCH_HEAD")
                    .noneMatch(name -> name.endsWith(".sample"));
        }
        try (Stream<Path> files = Files.walk(reader.directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file -> file.toString().contains("/logs/")
                            || file.toString().contains("/hooks/"));
        }
        assertThat(onDisk()).noneMatch(text -> text.contains("[remote"));
    }

    /** All that anybody logs, however small. */
    private static final class Everything extends Handler implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Level before;
        private final List<Handler> others;

        Everything() {
            Logger root = Logger.getLogger("");
            before = root.getLevel();
            others = List.of(root.getHandlers());
            others.forEach(root::removeHandler);
            root.setLevel(Level.ALL);
            root.addHandler(this);
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            StringWriter text = new StringWriter();
            text.append(line.getMessage()).append(Arrays.toString(line.getParameters()));
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text));
            }
            // Java's own client tells its headers to who makes it so talkative; the filter of our log takes them out.
            boolean java = String.valueOf(line.getLoggerName()).startsWith("sun.")
                    || String.valueOf(line.getLoggerName()).startsWith("com.sun.");
            lines.add(java ? Redaction.apply(text.toString()) : text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger root = Logger.getLogger("");
            root.setLevel(before);
            root.removeHandler(this);
            others.forEach(root::addHandler);
        }
    }

    private interface Start {
        void begin() throws IOException;
    }

    /** A header without end, a character every tenth of a second, until nobody listens. */
    private static void drip(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.setSoTimeout(100);
            OutputStream out = caller.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
            for (boolean listening = true; listening; ) {
                out.write('x');
                out.flush();
                listening = listens(caller);
            }
        } catch (IOException e) {
            // It has been hung up.
        }
    }

    private static boolean listens(Socket caller) throws IOException {
        try {
            while (caller.getInputStream().read() >= 0) {
                // What is asked does not matter.
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** What cannot be written any more has been hung up. */
    private static boolean endless(OutputStream out, String first, Start start) throws IOException {
        start.begin();
        out.write(first.getBytes(StandardCharsets.US_ASCII));
        for (int i = 1_000_000; ; i++) {
            out.write(("0040" + "f".repeat(40) + " refs/heads/" + i + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> files = Files.walk(reader.directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return file + "\n" + Files.readString(file, StandardCharsets.ISO_8859_1);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
