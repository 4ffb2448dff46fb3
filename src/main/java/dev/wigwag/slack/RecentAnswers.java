package dev.wigwag.slack;

import dev.wigwag.chatops.PersonDirectory.UnknownForNow;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What Slack said in the last minutes, so that it is not asked at every command. While Slack wants to be left alone, what is not
 * known is unknown.
 */
final class RecentAnswers<T> {
    private record Answer<T>(T value, Instant until) {}

    private final String what;
    private final Duration time;
    private final Clock clock;
    private final Map<String, Answer<T>> answers;
    private Instant closedUntil = Instant.MIN;

    /**
     * Nothing is known yet.
     *
     * @param what cannot be found out, for messages: {@code who is in a user group}
     * @param time how long an answer is good
     * @param limit answers kept; beyond it the one that was longest not asked for goes
     */
    RecentAnswers(String what, Duration time, int limit, Clock clock) {
        this.what = what;
        this.time = time;
        this.clock = clock;
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Answer<T>> eldest) {
                return size() > limit;
            }
        };
    }

    /**
     * The answer to a question, asked if need be; blocks then.
     *
     * @throws UnknownForNow if Slack could not be asked
     */
    T of(String key, Function<String, T> ask) {
        Answer<T> known = known(key);
        if (known != null) {
            return known.value();
        }
        try {
            T value = ask.apply(key);
            keep(key, value);
            return value;
        } catch (SlackException trouble) {
            rest(trouble.after());
            throw unknown(trouble.getMessage());
        }
    }

    /**
     * Publishes how many answers are kept.
     *
     * @param of whom they are about, in a word
     */
    void metered(MeterRegistry metrics, String of) {
        Gauge.builder("wigwag.slack.answers", this, RecentAnswers::size)
                .tag("of", of)
                .description("What Slack said of people and groups, kept so that it is not asked again")
                .register(metrics);
    }

    private synchronized int size() {
        return answers.size();
    }

    private synchronized Answer<T> known(String key) {
        Instant now = clock.instant();
        Answer<T> answer = answers.get(key);
        if (answer != null && now.isBefore(answer.until())) {
            return answer;
        }
        if (now.isBefore(closedUntil)) {
            throw unknown("Slack wants to be left alone for another "
                    + Math.max(1, Duration.between(now, closedUntil).toSeconds()) + " s");
        }
        return null;
    }

    private synchronized void keep(String key, T value) {
        answers.put(key, new Answer<>(value, clock.instant().plus(time)));
    }

    private synchronized void rest(Duration after) {
        Instant until = clock.instant().plus(after);
        closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
    }

    private UnknownForNow unknown(String why) {
        return new UnknownForNow("Slack does not say " + what + " (" + why + "). Nothing was done; try again later.");
    }
}
