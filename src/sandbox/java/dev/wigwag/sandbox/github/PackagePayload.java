package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Composes the body of {@code package} and its older twin {@code registry_package}, action {@code published}. */
final class PackagePayload {

    private final Payloads payloads;

    PackagePayload(GitForge forge) {
        this.payloads = new Payloads(forge);
    }

    /** {@code member} is the event's name, under which the package stands. */
    ObjectNode compose(String member, PublishedPackage published, Person by, Instant at) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("action", "published");
        ObjectNode item = event.putObject(member);
        item.put("id", 77).put("name", published.name()).put("namespace", published.namespace());
        item.putNull("description").put("ecosystem", "CONTAINER").put("package_type", "CONTAINER");
        item.put("html_url", "https://github.com/users/" + published.namespace() + "/packages/container/package/x");
        item.put("created_at", at.toString()).put("updated_at", at.toString());
        item.set("owner", payloads.sender(by));
        version(item.putObject("package_version"), published);
        item.putObject("registry")
                .put("name", "GitHub CONTAINER registry")
                .put("type", "CONTAINER")
                .put("url", "https://ghcr.io/" + published.namespace());
        event.set("repository", payloads.repository(at));
        event.set("sender", payloads.sender(by));
        return event;
    }

    private static void version(ObjectNode version, PublishedPackage published) {
        version.put("id", 78).put("version", published.digest()).put("name", published.digest());
        version.put("tag_name", "").put("target_commitish", "main").put("target_oid", "");
        version.put(
                "package_url", "ghcr.io/%s/%s:%s".formatted(published.namespace(), published.name(), published.tag()));
        version.putObject("container_metadata")
                .putObject("tag")
                .put("name", published.tag())
                .put("digest", published.digest());
    }
}
