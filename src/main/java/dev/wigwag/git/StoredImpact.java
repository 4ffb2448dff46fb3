package dev.wigwag.git;

import dev.wigwag.engine.RangeAnswer.Reasons;
import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Impact;
import java.util.List;

/** What a Rollout keeps of who is touched and why. */
final class StoredImpact {
    /** The longest reason that is kept, in code points. */
    static final int REASON = 120;

    private StoredImpact() {}

    /** @param from the commit from which on was looked, 40 hex digits */
    static Impact of(String from, List<Reasons> objects) {
        List<Reasons> touched = objects.stream().filter(Reasons::touched).toList();
        int more = touched.size() - Impact.MOST;
        return new Impact(
                from,
                objects.size(),
                touched.stream().limit(Impact.MOST).map(StoredImpact::touched).toList(),
                more > 0 ? more : null);
    }

    private static Impact.Touched touched(Reasons reasons) {
        return new Impact.Touched(
                reasons.object().kind(),
                reasons.object().namespace(),
                reasons.object().name(),
                because(reasons));
    }

    private static String because(Reasons reasons) {
        if (reasons.because().isEmpty()) {
            return null;
        }
        int others = reasons.because().size() - 1 + reasons.others();
        return CleanText.line(reasons.because().get(0), REASON) + (others > 0 ? " and " + others + " more" : "");
    }
}
