package dev.wigwag.engine;

import dev.wigwag.rollout.Rollout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells the log what would be shown outside, each picture once. */
final class DryRun {
    /** Places of rollouts remembered; one that is forgotten is told again. */
    static final int LIMIT = 10_000;

    private static final Logger LOG = Logger.getLogger(DryRun.class);
    private static final int WORDS = 200;

    private final Map<String, String> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > LIMIT;
        }
    };

    /** Logs the picture, unless it is the one that was told last of this outlet. */
    void tell(Rollout rollout, Face face) {
        String place = rollout.key() + " " + rollout.attempt() + " " + face.kind() + " " + face.target();
        synchronized (told) {
            if (face.digest().equals(told.put(place, face.digest()))) {
                return;
            }
        }
        String words = face.words().isBlank() ? rollout.status().summary() : face.words();
        LOG.infof(
                "outlet=%s target=\"%s\" rollout=%s digest=%s outcome=dry-run final=%s text=\"%s\"",
                face.kind(), plain(face.target()), rollout.key(), plain(face.digest()), face.isFinal(), plain(words));
    }

    /** A commit message's line breaks and quotes must not make a log line of their own. */
    private static String plain(String words) {
        String visible = (words == null ? "" : words).replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\"]", " ");
        return visible.length() <= WORDS ? visible : visible.substring(0, WORDS) + "…";
    }
}
