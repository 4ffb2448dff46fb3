package dev.wigwag.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An endless row of signed pushes, each of another commit, to the repositories of a
 * {@link Fleet} in turn. */
final class Pushes {
    /** What a push of one or two commits has on GitHub. */
    static final int SMALL = 8 * 1024;

    /** Just below the 25 MB at which GitHub gives up. */
    static final int LARGEST = 25_000_000;

    private final PushComposer composer = PushComposer.create();
    private final AtomicInteger number = new AtomicInteger();

    /** The next push, to the repository whose turn it is; the last two are left to {@link #to}. */
    SignedPush next(int bytes) {
        return to(Fleet.repository(number.get() % (Fleet.SOURCES - 2)), bytes);
    }

    /** The next push, to this repository. */
    SignedPush to(String repository, int bytes) {
        // A rollout is named after the first twelve digits, so it is these that must differ.
        String commit = "%012x".formatted(number.incrementAndGet()) + "0".repeat(28);
        return SignedPush.of(repository, composer.push(repository, commit, Instant.now(), bytes), Fleet.SECRET);
    }

    /** The next so many pushes. */
    List<SignedPush> next(int count, int bytes) {
        List<SignedPush> pushes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pushes.add(next(bytes));
        }
        return pushes;
    }
}
