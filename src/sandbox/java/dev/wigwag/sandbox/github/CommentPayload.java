package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Composes the bodies of {@code issue_comment} and {@code commit_comment}. */
final class CommentPayload {
    private final GitForge forge;
    private final Payloads payloads;

    CommentPayload(GitForge forge) {
        this.forge = forge;
        this.payloads = new Payloads(forge);
    }

    /** A comment on a pull request; on one that is not merged, {@code merged_at} is null. */
    ObjectNode onPullRequest(long number, boolean merged, long id, String body, Person by, Instant at) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("action", "created");
        ObjectNode issue = event.putObject("issue").put("number", number).put("state", merged ? "closed" : "open");
        issue.set("user", payloads.sender(Person.ANA));
        issue.put("title", "Raise replicas").put("html_url", forge.url() + "/pull/" + number);
        ObjectNode pull = issue.putObject("pull_request");
        pull.put("url", "https://api.github.com/repos/" + forge.owner() + "/" + forge.name() + "/pulls/" + number);
        pull.put("html_url", forge.url() + "/pull/" + number).put("merged_at", merged ? at.toString() : null);
        comment(event, id, body, by, at);
        return rest(event, by, at);
    }

    /** A comment on a commit. */
    ObjectNode onCommit(String sha, long id, String body, Person by, Instant at) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("action", "created");
        comment(event, id, body, by, at).put("commit_id", sha).putNull("path").putNull("position");
        return rest(event, by, at);
    }

    private ObjectNode comment(ObjectNode event, long id, String body, Person by, Instant at) {
        ObjectNode comment = event.putObject("comment").put("id", id).put("body", body);
        comment.set("user", payloads.sender(by));
        comment.put("created_at", at.toString()).put("updated_at", at.toString());
        return comment.put("author_association", "NONE").putNull("performed_via_github_app");
    }

    private ObjectNode rest(ObjectNode event, Person by, Instant at) {
        event.set("repository", payloads.repository(at));
        event.set("sender", payloads.sender(by));
        return event;
    }
}
