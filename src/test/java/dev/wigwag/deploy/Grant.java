package dev.wigwag.deploy;

import dev.wigwag.sandbox.cluster.LoggedRequest;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One verb on one resource: a ClusterRole is a set of these, however its rules are grouped. */
record Grant(String group, String resource, String verb) implements Comparable<Grant> {
    private static final Pattern RESOURCE = Pattern.compile("/(apis/(?<group>[^/]+)|api)/[^/]+(/namespaces/[^/]+)?"
            + "/(?<plural>[a-z]+)(/(?<name>[^/]+)(/(?<sub>status))?)?");

    static Set<Grant> of(ClusterRole role) {
        return of(role.getRules());
    }

    static Set<Grant> of(Role role) {
        return of(role.getRules());
    }

    private static Set<Grant> of(List<PolicyRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.getApiGroups().stream()
                        .flatMap(group -> rule.getResources().stream()
                                .flatMap(resource ->
                                        rule.getVerbs().stream().map(verb -> new Grant(group, resource, verb)))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the application has used of its rights so far. */
    static Set<Grant> used(SandboxCluster cluster) {
        return cluster.requests().all().stream()
                .filter(request -> !request.administrator())
                .flatMap(request -> of(request).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** None for discovery, which every ServiceAccount may ask. */
    private static Optional<Grant> of(LoggedRequest request) {
        Matcher path = RESOURCE.matcher(request.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        String group = path.group("group") == null ? "" : path.group("group");
        String resource = path.group("plural") + (path.group("sub") == null ? "" : "/" + path.group("sub"));
        boolean one = path.group("name") != null;
        String verb = switch (request.method()) {
            case "GET" -> request.query().contains("watch=true") ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> throw new AssertionError("no verb is known for " + request.method());
        };
        return Optional.of(new Grant(group, resource, verb));
    }

    @Override
    public int compareTo(Grant other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return verb + " " + resource + "." + group;
    }
}
