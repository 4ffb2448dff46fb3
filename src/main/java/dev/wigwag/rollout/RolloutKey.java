package dev.wigwag.rollout;

/** Names one Rollout of a cluster. */
public record RolloutKey(String namespace, String name) {
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
