package dev.wigwag.git;

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
                        touch.because().get(0)));
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
}
