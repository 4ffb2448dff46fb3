package dev.wigwag.sandbox.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's limits, counted for each token's owner: requests an hour, points a minute (5 for a write, 1 for a read), and writes of content
 * a minute and an hour. Who goes on while limited is counted, since GitHub bans for that.
 */
public final class ApiLimits {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int READ = 1;
    private static final int WRITE = 5;

    private record Spent(Instant at, int points) {}

    private static final class Account {
        private final Deque<Spent> lastHour = new ArrayDeque<>();
        private Instant hourBegan;
        private int used;
        private Instant limitedUntil = Instant.MIN;
    }

    private final Clock clock;
    private final Map<String, Account> accounts = new HashMap<>();
    private volatile int perHour = 5000;
    private volatile int pointsPerMinute = 900;
    private volatile int writesPerMinute = 80;
    private volatile int writesPerHour = 500;
    private int ignored;

    ApiLimits(Clock clock) {
        this.clock = clock;
    }

    /** Sets the requests an hour, 5000 unless told. */
    public void perHour(int requests) {
        perHour = requests;
    }

    /** Sets the points a minute, 900 unless told. */
    public void pointsPerMinute(int points) {
        pointsPerMinute = points;
    }

    /** Sets the writes a minute and an hour, 80 and 500 unless told. */
    public void writes(int aMinute, int anHour) {
        writesPerMinute = aMinute;
        writesPerHour = anHour;
    }

    /** How many requests came from somebody who had been told to wait. */
    public synchronized int ignored() {
        return ignored;
    }

    /** Puts somebody under a secondary limit for a time, as GitHub does for reasons of its own. */
    public synchronized void limit(String actor, Duration time) {
        account(actor).limitedUntil = clock.instant().plus(time);
    }

    /** Counts the request; the refusal if it is one too many. */
    synchronized Optional<ApiReply> refusal(String actor, boolean write) {
        Instant now = clock.instant();
        Account account = account(actor);
        if (now.isBefore(account.limitedUntil)) {
            ignored++;
            return Optional.of(secondary(Duration.between(now, account.limitedUntil)));
        }
        if (account.used >= perHour) {
            return Optional.of(ApiReply.failure(403, "API rate limit exceeded for " + actor + "."));
        }
        account.used++;
        while (!account.lastHour.isEmpty() && account.lastHour.peekFirst().at().isBefore(now.minus(HOUR))) {
            account.lastHour.removeFirst();
        }
        int cost = write ? WRITE : READ;
        Instant minute = now.minus(MINUTE);
        int points = account.lastHour.stream()
                .filter(spent -> spent.at().isAfter(minute))
                .mapToInt(Spent::points)
                .sum();
        long writes = writes(account, minute);
        boolean tooMuch = points + cost > pointsPerMinute
                || write && (writes >= writesPerMinute || writes(account, now.minus(HOUR)) >= writesPerHour);
        if (tooMuch) {
            account.limitedUntil = now.plus(MINUTE);
            return Optional.of(secondary(MINUTE));
        }
        account.lastHour.addLast(new Spent(now, cost));
        return Optional.empty();
    }

    /** The answer with the headers that tell how much is left. */
    synchronized ApiReply counted(String actor, ApiReply reply) {
        Account account = account(actor);
        return reply.with("X-RateLimit-Limit", Integer.toString(perHour))
                .with("X-RateLimit-Remaining", Integer.toString(Math.max(0, perHour - account.used)))
                .with("X-RateLimit-Used", Integer.toString(account.used))
                .with("X-RateLimit-Resource", "core")
                .with(
                        "X-RateLimit-Reset",
                        Long.toString(account.hourBegan.plus(HOUR).getEpochSecond()));
    }

    private Account account(String actor) {
        Account account = accounts.computeIfAbsent(actor, name -> new Account());
        Instant now = clock.instant();
        if (account.hourBegan == null || !now.isBefore(account.hourBegan.plus(HOUR))) {
            account.hourBegan = now;
            account.used = 0;
        }
        return account;
    }

    private static long writes(Account account, Instant since) {
        return account.lastHour.stream()
                .filter(spent -> spent.points() == WRITE && spent.at().isAfter(since))
                .count();
    }

    private static ApiReply secondary(Duration wait) {
        return ApiReply.failure(
                        403,
                        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")
                .with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }
}
