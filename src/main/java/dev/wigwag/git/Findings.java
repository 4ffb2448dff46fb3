package dev.wigwag.git;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Impact.Touched;
import java.util.ArrayList;
import java.util.List;

/**
 * What a range of commits touches.
 *
 * @param touches one for each object that was asked for, in the order of the question
 * @param defined objects of Flux that were not asked for, because they are new or build something else, the definitions of which
 *     change
 */
record Findings(List<Touch> touches, List<Touched> defined) {
    /** The longest reason that is stored, in code points. */
    static final int REASON = 120;

    Findings {
        touches = List.copyOf(touches);
        defined = List.copyOf(defined);
    }

    /**
     * The same as a Rollout stores it.
     *
     * @param from the commit from which on the changes were looked at, 40 hex digits
     */
    Impact impact(String from) {
        List<Touched> all = new ArrayList<>();
        for (Touch touch : touches) {
            if (touch.touched()) {
                all.add(new Touched(
                        touch.object().kind(),
                        touch.object().namespace(),
                        touch.object().name(),
                        because(touch)));
            }
        }
        all.addAll(defined);
        int more = Math.max(0, all.size() - Impact.MOST);
        return new Impact(
                from,
                touches.size() + defined.size(),
                all.stream().limit(Impact.MOST).toList(),
                more == 0 ? null : more);
    }

    private static String because(Touch touch) {
        int others = touch.because().size() - 1 + touch.others();
        return CleanText.line(touch.because().get(0), REASON) + (others > 0 ? " and " + others + " more" : "");
    }
}
