package dev.wigwag.rollout;

import java.util.Objects;

/** Something about this object may have changed; what, only the live object can say. */
public record ObjectChanged(ObjectKey object) implements Signal {
    public ObjectChanged {
        Objects.requireNonNull(object, "object");
    }
}
