package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.HandSetClock;
import dev.wigwag.TestSettings;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long copies stay, and what happens to those that do not. */
class RepositoryCacheTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    @TempDir
    Path scratch;

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Map<String, String> settings = new HashMap<>();

    @Test
    void theLongestUnusedGoesWhereTheRoomEnds() throws IOException {
        settings.put("wigwag.git.most-disk", "250K");
        RepositoryCache cache = cache();
        fill(cache, A);
        fill(cache, B);
        use(cache, A);

        fill(cache, C);

        assertThat(kept()).containsExactlyInAnyOrder(A, C);
        assertThat(metrics.get("wigwag.git.repositories").gauge().value()).isEqualTo(2);
        assertThat(metrics.get("wigwag.git.disk").gauge().value()).isBetween(200_000.0, 250_000.0);
    }

    @Test
    void whatNobodyAsksForGoesByItsAge() throws IOException {
        RepositoryCache cache = cache();
        use(cache, A);
        clock.pass(Duration.ofDays(4));
        use(cache, B);
        clock.pass(Duration.ofDays(4));

        use(cache, C);

        assertThat(kept()).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void whatSomebodyHasStaysHoweverFullItIs() throws IOException {
        settings.put("wigwag.git.most-disk", "50K");
        RepositoryCache cache = cache();

        cache.with(A, soon(), (copy, room) -> {
            Files.write(copy.getDirectory().toPath().resolve("much"), new byte[100_000]);
            clock.pass(Duration.ofSeconds(1));
            use(cache, B);
            assertThat(copy.getDirectory()).isDirectory();
            return null;
        });

        assertThat(kept()).doesNotContain(A);
    }

    @Test
    void moreThanAHundredAreNotKept() throws IOException {
        RepositoryCache cache = cache();
        Path shelf = scratch.resolve("copies");
        for (int i = 0; i < 120; i++) {
            Files.createDirectories(shelf.resolve("%040x".formatted(i)));
        }
        Files.createDirectories(shelf.resolve("somebody-elses"));

        use(cache, A);

        assertThat(kept()).contains(A, "somebody-elses").hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void aDamagedCopyIsMadeAnewOnce() {
        RepositoryCache cache = cache();
        int[] turns = new int[1];

        String answer = cache.with(A, soon(), (copy, room) -> {
            if (turns[0]++ == 0) {
                Files.write(copy.getDirectory().toPath().resolve("mark"), new byte[1]);
                throw new IOException("no such object");
            }
            return Files.exists(copy.getDirectory().toPath().resolve("mark")) ? "old" : "new";
        });

        assertThat(answer).isEqualTo("new");
        assertThat(turns[0]).isEqualTo(2);
    }

    @Test
    void whatIsDamagedTwiceIsGivenUpWithCauseAndFix() {
        RepositoryCache cache = cache();

        assertThatThrownBy(() -> cache.with(A, soon(), (copy, room) -> {
                    throw new IOException("no such object");
                }))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DISK))
                .hasMessageContaining("wigwag.git.directory");
    }

    @Test
    void halfARepositoryIsMadeAnew() throws IOException {
        RepositoryCache cache = cache();
        use(cache, A);
        Files.delete(scratch.resolve("copies").resolve(A).resolve("HEAD"));

        use(cache, A);

        assertThat(scratch.resolve("copies").resolve(A).resolve("HEAD")).exists();
    }

    @Test
    void oneWithTooManyPacksIsBegunAnew() throws IOException {
        RepositoryCache cache = cache();
        use(cache, A);
        Path packs = scratch.resolve("copies").resolve(A).resolve("objects/pack");
        for (int i = 0; i < 65; i++) {
            Files.write(packs.resolve("pack-" + i + ".pack"), new byte[1]);
        }

        use(cache, A);

        try (Stream<Path> left = Files.list(packs)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whereADirectoryCannotBeMadeItIsSaidWhichAndWhatHelps() throws IOException {
        Files.write(scratch.resolve("file"), new byte[1]);
        settings.put("wigwag.git.directory", scratch.resolve("file/copies").toString());
        RepositoryCache cache = cache();

        assertThatThrownBy(() -> use(cache, A))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DISK))
                .hasMessageContaining("file/copies")
                .hasMessageContaining("wigwag.git.directory");
    }

    @Test
    void amongEverybodysTemporaryFilesADirectoryOfOthersIsNotUsed() throws IOException {
        CopyShelf shelf = shared();
        Files.createDirectory(
                scratch.resolve("wigwag-git"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(shelf.place(A)).isEqualTo(scratch.resolve("wigwag-git").resolve(A));

        Files.setPosixFilePermissions(scratch.resolve("wigwag-git"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> shelf.place(A)).isInstanceOf(IOException.class);
    }

    @Test
    void aLinkToElsewhereIsNotFollowedThere() throws IOException {
        Files.createDirectory(scratch.resolve("elsewhere"));
        Files.createSymbolicLink(scratch.resolve("wigwag-git"), scratch.resolve("elsewhere"));
        CopyShelf shelf = shared();

        assertThatThrownBy(() -> shelf.place(A)).isInstanceOf(IOException.class);
    }

    @Test
    void aDirectoryOfOursIsForUsAlone() throws IOException {
        shared().place(A);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.resolve("wigwag-git"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatWasTooLargeIsNotTriedAgainWithinTheHour() {
        RepositoryCache cache = cache();
        int[] turns = new int[1];
        RepositoryCache.Use<String> use = (copy, room) -> {
            turns[0]++;
            throw new RangeException(Fault.TOO_LARGE, "it is too large");
        };

        assertThatThrownBy(() -> cache.with(A, soon(), use)).hasMessage("it is too large");
        clock.pass(Duration.ofMinutes(59));
        assertThatThrownBy(() -> cache.with(A, soon(), use)).hasMessage("it is too large");
        assertThat(turns[0]).isEqualTo(1);
        assertThat(metrics.get("wigwag.git.too.large").gauge().value()).isEqualTo(1);
        assertThat(cache.<Long>with(B, soon(), (copy, room) -> room)).isPositive();

        clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> cache.with(A, soon(), use)).hasMessage("it is too large");
        assertThat(turns[0]).isEqualTo(2);
    }

    @Test
    void theTickTakesAwayWhatIsOldThoughNobodyAsks() throws IOException {
        RepositoryCache cache = cache();
        use(cache, A);
        clock.pass(Duration.ofDays(8));
        TidyCopies tidy = new TidyCopies(cache, new Places(TestSettings.of(GitConfig.class, settings)));

        assertThat(tidy.hear()).isZero();

        assertThat(kept()).isEmpty();
    }

    @Test
    void noMoreRepositoriesAreKnownAsTooLargeThanFit() {
        TooLarge tooLarge = new TooLarge(clock, metrics);
        RangeException trouble = new RangeException(Fault.TOO_LARGE, "it is too large");

        for (int i = 0; i <= TooLarge.MOST; i++) {
            tooLarge.note("repository" + i, trouble);
        }

        assertThat(metrics.get("wigwag.git.too.large").gauge().value()).isEqualTo(TooLarge.MOST);
        tooLarge.check("repository0");
        assertThatThrownBy(() -> tooLarge.check("repository1")).hasMessage("it is too large");
    }

    @Test
    void turnsLeaveNothingBehind() {
        CopyTurns turns = new CopyTurns(metrics);

        assertThat(turns.take(A, Duration.ZERO)).isTrue();
        assertThat(turns.take(B, Duration.ZERO)).isTrue();
        assertThat(turns.size()).isEqualTo(2);
        assertThat(metrics.get("wigwag.git.turns").gauge().value()).isEqualTo(2);
        turns.giveBack(A);
        turns.giveBack(B);

        assertThat(turns.size()).isZero();
    }

    private CopyShelf shared() {
        return new CopyShelf(
                TestSettings.of(GitConfig.class, Map.of()), scratch, clock, new CopyTurns(metrics), metrics);
    }

    private void fill(RepositoryCache cache, String name) {
        cache.with(
                name,
                soon(),
                (copy, room) -> Files.write(copy.getDirectory().toPath().resolve("much"), new byte[100_000]));
        clock.pass(Duration.ofSeconds(1));
    }

    private void use(RepositoryCache cache, String name) {
        cache.with(name, soon(), (copy, room) -> room);
        clock.pass(Duration.ofSeconds(1));
    }

    private Instant soon() {
        return clock.instant().plusSeconds(10);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> entries = Files.list(scratch.resolve("copies"))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private RepositoryCache cache() {
        settings.putIfAbsent("wigwag.git.directory", scratch.resolve("copies").toString());
        return new RepositoryCache(TestSettings.of(GitConfig.class, settings), clock, metrics);
    }
}
