package dev.wigwag.git;

import dev.wigwag.rollout.ObjectKey;
import java.util.List;

/**
 * Whether a range of commits touches what an object builds.
 *
 * @param touched true also where it cannot be told
 * @param because the paths that it reads and that differ, or why it cannot be told; at most {@value #MOST}, and none where it is
 *     not touched
 * @param others how many further reasons there are
 */
record Touch(ObjectKey object, boolean touched, List<String> because, int others) {
    /** More nobody reads. */
    static final int MOST = 10;

    static Touch of(ObjectKey object, List<String> reasons) {
        return new Touch(
                object, !reasons.isEmpty(), reasons.stream().limit(MOST).toList(), Math.max(0, reasons.size() - MOST));
    }
}
