package dev.wigwag.kube;

/**
 * A kind of object, whatever its version: which version a cluster serves is found out when it is needed.
 *
 * @param group empty for the core group
 * @param plural as it stands in the resource's path
 */
public record Kind(String group, String name, String plural) {
    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
