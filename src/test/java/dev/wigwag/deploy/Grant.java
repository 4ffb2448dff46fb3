package dev.wigwag.deploy;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One verb on one resource: a ClusterRole is a set of these, however its rules are grouped. */
record Grant(String group, String resource, String verb) implements Comparable<Grant> {
    static Set<Grant> of(ClusterRole role) {
        return role.getRules().stream()
                .flatMap(rule -> rule.getApiGroups().stream()
                        .flatMap(group -> rule.getResources().stream()
                                .flatMap(resource ->
                                        rule.getVerbs().stream().map(verb -> new Grant(group, resource, verb)))))
                .collect(Collectors.toCollection(TreeSet::new));
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
