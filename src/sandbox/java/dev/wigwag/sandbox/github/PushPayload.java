package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Composes the body of a {@code push} event from a change of a ref. */
final class PushPayload {

    /** More commits than this are left out of the list, the oldest staying. */
    private static final int MOST_COMMITS = 2048;

    private static final int SHORT = 12;

    private final GitForge forge;
    private final Payloads payloads;

    PushPayload(GitForge forge) {
        this.forge = forge;
        this.payloads = new Payloads(forge);
    }

    ObjectNode compose(RefChange change, Instant pushedAt) {
        ObjectNode push = JsonNodeFactory.instance.objectNode();
        push.put("ref", change.ref()).put("before", change.before()).put("after", change.after());
        push.set("repository", payloads.pushedRepository(pushedAt));
        push.putObject("pusher")
                .put("name", change.by().login())
                .put("email", change.by().email());
        push.set("sender", payloads.sender(change.by()));
        push.put("created", change.created()).put("deleted", change.deleted()).put("forced", change.forced());
        push.put("base_ref", baseRef(change)).put("compare", compare(change));
        List<CommitInfo> commits = forge.broughtBy(change);
        Set<String> elsewhere = change.deleted() ? Set.of() : tipsOfOtherBranches(change);
        ArrayNode list = push.putArray("commits");
        commits.stream()
                .limit(MOST_COMMITS)
                .forEach(commit -> list.add(commit(commit, change.by(), !elsewhere.contains(commit.sha()))));
        push.set("head_commit", headCommit(change));
        return push;
    }

    private JsonNode headCommit(RefChange change) {
        if (change.deleted()) {
            return JsonNodeFactory.instance.nullNode();
        }
        // Through an annotated tag, so it is a commit even when `after` is not.
        String sha = forge.commitOf(change.ref()).orElse(change.after());
        return forge.info(change.tag() ? sha : change.after())
                .<JsonNode>map(info -> commit(info, change.by(), true))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private Set<String> tipsOfOtherBranches(RefChange change) {
        return forge.branches().entrySet().stream()
                .filter(branch -> !change.ref().equals("refs/heads/" + branch.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** The branch a new ref was made from, as far as its tip tells; null otherwise. */
    private String baseRef(RefChange change) {
        if (!change.created()) {
            return null;
        }
        String sha = forge.commitOf(change.ref()).orElse(change.after());
        return forge.branches().entrySet().stream()
                .filter(branch -> branch.getValue().equals(sha))
                .map(branch -> "refs/heads/" + branch.getKey())
                .filter(ref -> !ref.equals(change.ref()))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private String compare(RefChange change) {
        if (change.created()) {
            return forge.url() + "/compare/" + change.shortName();
        }
        return forge.url() + "/compare/" + change.before().substring(0, SHORT) + "..."
                + change.after().substring(0, SHORT);
    }

    private ObjectNode commit(CommitInfo info, Person pusher, boolean distinct) {
        ObjectNode commit = JsonNodeFactory.instance.objectNode();
        commit.put("id", info.sha()).put("tree_id", info.tree()).put("distinct", distinct);
        commit.put("message", info.message());
        commit.put(
                "timestamp",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(info.time().atOffset(ZoneOffset.UTC)));
        commit.put("url", forge.url() + "/commit/" + info.sha());
        commit.set("author", git(info, pusher));
        commit.set("committer", git(info, pusher));
        info.added().forEach(commit.putArray("added")::add);
        info.removed().forEach(commit.putArray("removed")::add);
        info.modified().forEach(commit.putArray("modified")::add);
        return commit;
    }

    private static ObjectNode git(CommitInfo info, Person pusher) {
        ObjectNode person = JsonNodeFactory.instance.objectNode();
        person.put("name", info.authorName()).put("email", info.authorEmail());
        // GitHub adds the login only when the address belongs to an account; here the pusher's is the one that does.
        return info.authorEmail().equals(pusher.email()) ? person.put("username", pusher.login()) : person;
    }
}
