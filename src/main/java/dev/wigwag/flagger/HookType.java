package dev.wigwag.flagger;

import dev.wigwag.rollout.Gate;
import java.util.Arrays;
import java.util.Optional;

/** When Flagger calls a webhook (flagger.md §1.3). */
enum HookType {
    CONFIRM_ROLLOUT("confirm-rollout"),
    PRE_ROLLOUT("pre-rollout"),
    /** Also a hook without a type. */
    ROLLOUT("rollout"),
    CONFIRM_TRAFFIC_INCREASE("confirm-traffic-increase"),
    CONFIRM_PROMOTION("confirm-promotion"),
    POST_ROLLOUT("post-rollout"),
    ROLLBACK("rollback"),
    EVENT("event");

    private final String text;

    HookType(String text) {
        this.text = text;
    }

    /** The type of this name; empty if we have not heard of it. Null is {@link #ROLLOUT}, as for Flagger. */
    static Optional<HookType> of(String nullable) {
        String name = nullable == null ? ROLLOUT.text : nullable;
        return Arrays.stream(values()).filter(type -> type.text.equals(name)).findFirst();
    }

    /** What is asked by a webhook of this type; empty if its answer decides nothing but itself. */
    Optional<Gate> gate() {
        return switch (this) {
            case CONFIRM_ROLLOUT -> Optional.of(Gate.rollout);
            case CONFIRM_TRAFFIC_INCREASE -> Optional.of(Gate.traffic);
            case CONFIRM_PROMOTION -> Optional.of(Gate.promotion);
            case ROLLBACK -> Optional.of(Gate.rollback);
            case PRE_ROLLOUT, ROLLOUT, POST_ROLLOUT, EVENT -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
