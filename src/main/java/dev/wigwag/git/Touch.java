package dev.wigwag.git;

import dev.wigwag.http.CleanText;
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

    /** The longest reason that is told, in code points; a path may have thousands. */
    private static final int LONGEST = 200;

    static Touch of(ObjectKey object, List<String> reasons) {
        return new Touch(
                object,
                !reasons.isEmpty(),
                reasons.stream().limit(MOST).map(Touch::fit).toList(),
                Math.max(0, reasons.size() - MOST));
    }

    /** A reason fit to be shown: paths are whatever somebody committed. */
    static String fit(String reason) {
        return CleanText.line(reason, LONGEST);
    }
}
