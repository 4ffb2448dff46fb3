package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers what the cluster serves: {@code /api}, {@code /apis}, a group, a version of a group, and {@code /version}. */
final class Discovery {

    private static final String VERBS = "create delete deletecollection get list patch update watch";

    private final ServedApis served;

    Discovery(ServedApis served) {
        this.served = served;
    }

    /** The answer to a discovery path; empty when the path is not one or names what is not served. */
    Optional<ObjectNode> answer(List<String> path) {
        if (path.equals(List.of("version"))) {
            return Optional.of(document("major", "1").put("minor", "33").put("gitVersion", "v1.33.0+sandbox"));
        }
        if (path.equals(List.of("api"))) {
            ObjectNode versions = document("kind", "APIVersions");
            versions.putArray("versions").add("v1");
            return Optional.of(versions);
        }
        if (path.equals(List.of("apis"))) {
            return Optional.of(groups());
        }
        if (path.size() == 2 && path.get(0).equals("api")) {
            return resources("", path.get(1));
        }
        if (path.size() == 2 && path.get(0).equals("apis")) {
            return Optional.of(path.get(1))
                    .filter(served.groups()::contains)
                    .map(group -> this.group(group).put("kind", "APIGroup").put("apiVersion", "v1"));
        }
        if (path.size() == 3 && path.get(0).equals("apis")) {
            return resources(path.get(1), path.get(2));
        }
        return Optional.empty();
    }

    private ObjectNode groups() {
        ObjectNode list = document("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        served.groups().stream()
                .filter(group -> !group.isEmpty())
                .map(this::group)
                .forEach(groups::add);
        return list;
    }

    private ObjectNode group(String name) {
        ObjectNode group = document("name", name);
        ArrayNode versions = group.putArray("versions");
        served.versions(name).forEach(version -> versions.add(version(name, version)));
        group.set("preferredVersion", versions.get(0));
        return group;
    }

    private static ObjectNode version(String group, String version) {
        return document("groupVersion", group + "/" + version).put("version", version);
    }

    private Optional<ObjectNode> resources(String group, String version) {
        List<ServedKind> kinds = served.in(group, version);
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = document("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", kinds.get(0).apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ServedKind kind : kinds) {
            resources.add(resource(kind, kind.plural(), VERBS));
            if (kind.status()) {
                resources.add(resource(kind, kind.plural() + "/status", "get patch update"));
            }
        }
        return Optional.of(list);
    }

    private static ObjectNode resource(ServedKind kind, String name, String verbs) {
        ObjectNode resource = document("name", name);
        resource.put("singularName", name.contains("/") ? "" : kind.kind().toLowerCase(Locale.ROOT));
        resource.put("namespaced", kind.namespaced()).put("kind", kind.kind());
        ArrayNode list = resource.putArray("verbs");
        List.of(verbs.split(" ")).forEach(list::add);
        return resource;
    }

    private static ObjectNode document(String member, String value) {
        return JsonNodeFactory.instance.objectNode().put(member, value);
    }
}
