package dev.wigwag.git;

import dev.wigwag.engine.RangeAnswer.Reasons;
import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.Impact.Touched;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a range of commits touches.
 *
 * @param touches one for each object that was asked for, in the order of the question
 * @param defined Kustomizations that were not asked for, because they are new or build something else, the definitions of which
 *     change
 */
record Findings(List<Touch> touches, List<Touched> defined) {
    /** The longest reason that is stored, in code points. */
    static final int REASON = 100;

    Findings {
        touches = List.copyOf(touches);
        defined = List.copyOf(defined);
    }

    /** Those of the objects that were asked for, in full. */
    List<Reasons> reasons() {
        return touches.stream()
                .map(touch -> new Reasons(touch.object(), touch.touched(), touch.because(), touch.others()))
                .toList();
    }

    /**
     * What a Rollout stores of it.
     *
     * @param from the commit from which on the changes were looked at, 40 hex digits
     */
    Impact impact(String from) {
        List<Touched> all = Stream.concat(
                        touches.stream().filter(Touch::touched).map(Findings::stored), defined.stream())
                .toList();
        int more = all.size() - Impact.MOST;
        return new Impact(
                from,
                touches.size() + defined.size(),
                all.stream().limit(Impact.MOST).toList(),
                more > 0 ? more : null);
    }

    private static Touched stored(Touch touch) {
        int others = touch.because().size() - 1 + touch.others();
        return new Touched(
                touch.object().kind(),
                touch.object().namespace(),
                touch.object().name(),
                CleanText.line(touch.because().get(0), REASON) + (others > 0 ? " and " + others + " more" : ""));
    }
}
