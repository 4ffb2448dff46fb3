package dev.wigwag.rollout;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one namespaced object of a cluster, for example {@code GitRepository/flux-system/gitops}. */
public record ObjectKey(String kind, String namespace, String name) implements Comparable<ObjectKey> {
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST = 253;

    public ObjectKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
    }

    /**
     * The object of this name, if Kubernetes would take such a name (DNS labels and subdomains of RFC 1123): the three
     * become parts of a request's path, so what a stranger gives is not taken as it is.
     *
     * @param kind and the others: null is no name
     */
    public static Optional<ObjectKey> possible(String kind, String namespace, String name) {
        boolean possible = kind != null
                && KIND.matcher(kind).matches()
                && namespace != null
                && NAMESPACE.matcher(namespace).matches()
                && name != null
                && name.length() <= LONGEST
                && NAME.matcher(name).matches();
        return possible ? Optional.of(new ObjectKey(kind, namespace, name)) : Optional.empty();
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        if (byNamespace != 0) {
            return byNamespace;
        }
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind + "/" + namespace + "/" + name;
    }
}
