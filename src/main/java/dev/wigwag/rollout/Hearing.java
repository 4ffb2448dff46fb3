package dev.wigwag.rollout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What of Flagger's messages belongs to a run and is kept with it. */
final class Hearing {
    private Hearing() {}

    /** The last word worth keeping; the same as before if nothing new was said. */
    static LastWord of(CanaryProgress before, LiveCanary canary, List<CanaryNews> news, Instant at) {
        LastWord heard = before.heard();
        List<CanaryNews> told = ofThisRun(before, news)
                .filter(one -> one.what() != CanaryNews.What.Other && one.what() != CanaryNews.What.Asked)
                .toList();
        for (CanaryNews one : told) {
            heard = later(heard, new LastWord(one.what(), one.words(), seconds(one.at())));
        }
        String trouble = canary.details().map(CanaryDetails::trouble).orElse(null);
        if (trouble == null || heard != null && heard.what() != CanaryNews.What.Unready) {
            return heard;
        }
        // What the pods say is better than Flagger's count of them, and no news as long as it is the same.
        LastWord known = before.heard();
        boolean same = known != null && known.what() == CanaryNews.What.Unready && trouble.equals(known.words());
        return same ? known : new LastWord(CanaryNews.What.Unready, trouble, seconds(at));
    }

    /**
     * The run's checksum, once a message or a question has told it. As long as the start waits every one that is told is another
     * run's, and so is what was told before the run began (reference: flagger.md §5.2).
     */
    static String checksum(CanaryProgress before, LiveCanary canary, List<CanaryNews> news) {
        if (canary.phase() == FlaggerPhase.Waiting) {
            return before.checksum();
        }
        Optional<CanaryNews> asked = news.stream()
                .filter(one -> one.what() == CanaryNews.What.Asked && one.checksum() != null)
                .filter(one -> isSince(began(before), one))
                .max(Comparator.comparing(CanaryNews::at));
        if (asked.isPresent() || before.checksum() != null) {
            return asked.map(CanaryNews::checksum).orElse(before.checksum());
        }
        Instant entered = canary.phase() == FlaggerPhase.Progressing ? canary.phaseSince() : null;
        return ofThisRun(before, news)
                .filter(one -> isSince(entered, one))
                .map(CanaryNews::checksum)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** The weight announced last; null if none was. */
    static Integer weight(CanaryProgress before, List<CanaryNews> news) {
        return ofThisRun(before, news)
                .map(CanaryNews::weight)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** In the order of what was said, whatever the order it came in; what was said before the run is another's. */
    private static Stream<CanaryNews> ofThisRun(CanaryProgress before, List<CanaryNews> news) {
        return news.stream()
                .filter(one -> isSince(began(before), one))
                .filter(one -> before.checksum() == null
                        || one.checksum() == null
                        || one.checksum().equals(before.checksum()))
                .sorted(Comparator.comparing(CanaryNews::at));
    }

    private static Instant began(CanaryProgress before) {
        return before.marks() == null ? null : before.marks().began();
    }

    private static boolean isSince(Instant time, CanaryNews one) {
        return time == null || !one.at().isBefore(time);
    }

    /** A repetition is no news, except of a failed check: each counts. */
    private static LastWord later(LastWord known, LastWord next) {
        if (known == null) {
            return next;
        }
        boolean same =
                known.what() == next.what() && (next.words() == null || Objects.equals(known.words(), next.words()));
        boolean repeats = same && next.what() != CanaryNews.What.CheckFailed;
        return repeats || next.at().isBefore(known.at()) ? known : next;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
