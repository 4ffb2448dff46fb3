package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The parts most payloads share: the repository, its owner, and the sender. */
final class Payloads {

    private static final long REPOSITORY_ID = 900;
    private static final long OWNER_ID = 5;
    private static final Instant REPOSITORY_CREATED = Instant.parse("2022-03-01T10:00:00Z");

    private final GitForge forge;

    Payloads(GitForge forge) {
        this.forge = forge;
    }

    /** A repository as a push shows it: {@code created_at} and {@code pushed_at} in epoch seconds, {@code url} the HTML address. */
    ObjectNode pushedRepository(Instant pushedAt) {
        ObjectNode repository = repository(pushedAt);
        repository.put("url", forge.url());
        repository.put("created_at", REPOSITORY_CREATED.getEpochSecond());
        repository.put("pushed_at", pushedAt.getEpochSecond());
        repository.put("stargazers", 0).put("master_branch", "main");
        ObjectNode owner = repository.withObject("/owner");
        owner.put("name", forge.owner()).putNull("email");
        return repository;
    }

    /** A repository as other events show it: ISO dates, {@code url} the API address. */
    ObjectNode repository(Instant pushedAt) {
        String fullName = forge.owner() + "/" + forge.name();
        ObjectNode repository = JsonNodeFactory.instance.objectNode();
        repository.put("id", REPOSITORY_ID).put("node_id", "R_kgDOsandbox").put("name", forge.name());
        repository.put("full_name", fullName).put("private", false);
        repository.set("owner", user(forge.owner(), OWNER_ID));
        repository.put("html_url", forge.url()).putNull("description").put("fork", false);
        repository.put("url", "https://api.github.com/repos/" + fullName);
        repository.put("created_at", REPOSITORY_CREATED.toString());
        repository.put("updated_at", REPOSITORY_CREATED.toString()).put("pushed_at", pushedAt.toString());
        repository.put("git_url", "git://github.com/" + fullName + ".git");
        repository.put("ssh_url", "git@github.com:" + fullName + ".git");
        repository.put("clone_url", forge.url() + ".git").put("svn_url", forge.url());
        repository.putNull("homepage").put("size", 1).put("stargazers_count", 0).put("watchers_count", 0);
        repository
                .putNull("language")
                .put("has_issues", true)
                .put("forks_count", 0)
                .putNull("mirror_url");
        repository.put("archived", false).put("disabled", false).put("open_issues_count", 0);
        repository.putNull("license").put("allow_forking", true).put("is_template", false);
        repository.putArray("topics");
        return repository.put("visibility", "public").put("default_branch", "main");
    }

    ObjectNode sender(Person person) {
        return user(person.login(), 7);
    }

    private static ObjectNode user(String login, long id) {
        ObjectNode user =
                JsonNodeFactory.instance.objectNode().put("login", login).put("id", id);
        user.put("node_id", "U_kgDO" + id).put("avatar_url", "https://avatars.githubusercontent.com/u/" + id);
        user.put("url", "https://api.github.com/users/" + login).put("html_url", "https://github.com/" + login);
        return user.put("type", "User").put("site_admin", false);
    }
}
