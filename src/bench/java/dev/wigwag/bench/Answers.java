package dev.wigwag.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came back for a number of pushes, and how long it all took. */
record Answers(List<Answer> all, Duration took) {
    /** One answer. Status 0 stands for none; then the text says why. */
    record Answer(int status, Duration took, String text) {}

    Answers {
        all = List.copyOf(all);
    }

    int size() {
        return all.size();
    }

    /** Pushes that were answered otherwise than "stored". */
    List<Answer> failed() {
        return all.stream().filter(answer -> answer.status() != 202).toList();
    }

    double perSecond() {
        return size() / (took.toNanos() / 1e9);
    }

    /** The time within which so many percent of the answers came, in milliseconds. */
    double percentile(int percent) {
        List<Duration> sorted = new ArrayList<>(all.stream().map(Answer::took).toList());
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(sorted);
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(rank, 1) - 1).toNanos() / 1e6;
    }

    /** How often each status was seen, such as {@code 198 x 202, 2 x 503}. */
    String statuses() {
        Map<Integer, Long> counts =
                all.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " x " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** One line of figures, and one more with an example if something failed. */
    String summary() {
        String line = String.format(
                Locale.ROOT,
                "%d pushes, %.0f a second, p50 %.1f ms, p99 %.1f ms, longest %.1f ms; answers: %s",
                size(),
                perSecond(),
                percentile(50),
                percentile(99),
                percentile(100),
                statuses());
        return failed().stream()
                .findFirst()
                .map(answer -> line + "\n    such as: " + answer.text())
                .orElse(line);
    }
}
