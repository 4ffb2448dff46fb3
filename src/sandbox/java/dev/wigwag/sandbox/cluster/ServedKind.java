package dev.wigwag.sandbox.cluster;

/**
 * One kind in one version, as discovery lists it.
 *
 * @param group API group, empty for core
 * @param version such as {@code v1beta2}
 * @param kind such as {@code GitRepository}
 * @param plural the resource name in paths, such as {@code gitrepositories}
 * @param namespaced whether its objects live in a namespace
 * @param status whether it has a status subresource
 */
public record ServedKind(String group, String version, String kind, String plural, boolean namespaced, boolean status) {

    /** A namespaced custom resource with a status subresource. */
    public static ServedKind custom(String group, String version, String kind, String plural) {
        return new ServedKind(group, version, kind, plural, true, true);
    }

    /** {@code group/version}, or the bare version in the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code plural.group}, the name Kubernetes uses in messages; the bare plural in the core group. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** {@code Kind.group}, the name Kubernetes uses when it refuses an object as invalid. */
    String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** Whether a PUT may leave out the resource version; the API server refuses that for custom resources. */
    boolean allowsUnconditionalUpdate() {
        return group.isEmpty() || group.equals("apps");
    }
}
