package dev.wigwag.engine;

import java.util.function.UnaryOperator;

/** Where all processes of one installation keep what is left of each credential's budget. A port. */
public interface OutletTurns {
    /**
     * Changes what is left, by compare-and-set: of several processes that change it at once each sees what the others did.
     *
     * @param credential whose limits count; not a secret, and still not written anywhere as it is
     * @param change given what is left; gives the very same object if nothing is to be written. May be asked more than once
     * @return what was left before the change took effect
     * @throws ClusterException if it could not be read or written
     */
    OutletAllowance change(String credential, UnaryOperator<OutletAllowance> change);
}
