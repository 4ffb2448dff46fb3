package dev.wigwag.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What this process alone knows of each credential's budget. */
final class OwnTurns implements OutletTurns {
    /** Credentials remembered; one that is forgotten was not used for longest. */
    static final int LIMIT = 2_000;

    private final Map<String, OutletAllowance> left = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OutletAllowance> eldest) {
            return size() > LIMIT;
        }
    };

    @Override
    public synchronized OutletAllowance change(String credential, UnaryOperator<OutletAllowance> change) {
        OutletAllowance before = of(credential);
        left.put(credential, change.apply(before));
        return before;
    }

    /** What is left of a credential's budget. */
    synchronized OutletAllowance of(String credential) {
        return left.getOrDefault(credential, OutletAllowance.UNUSED);
    }
}
