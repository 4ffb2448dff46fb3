package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.github.CommitInfo;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.PostedDeployment;
import dev.wigwag.sandbox.github.PostedStatus;
import dev.wigwag.sandbox.page.ClusterState.RolloutLine;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What GitHub shows beside the commits of the newest rollouts, for the page to show as people would see it. */
@Path("/sandbox/commits")
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class CommitsEndpoint {

    private static final int SHOWN = 5;
    private static final Pattern COMMIT = Pattern.compile(".*sha1:([0-9a-f]{40})");

    private final ClusterReader reader;
    private final GitForge forge;
    private final GitHubApiStandIn github;

    @Inject
    CommitsEndpoint(ClusterReader reader, GitForge forge, GitHubApiStandIn github) {
        this.reader = reader;
        this.forge = forge;
        this.github = github;
    }

    /**
     * The commits, newest rollout first, each with the newest status of each context, in the order in which they first came, and with its
     * deployments, newest first.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String commits() {
        String repository = forge.owner() + "/" + forge.name();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("repository", repository);
        ArrayNode commits = answer.putArray("commits");
        reader.rollouts().stream()
                .map(RolloutLine::revision)
                .map(COMMIT::matcher)
                .filter(Matcher::matches)
                .map(revision -> revision.group(1))
                .distinct()
                .flatMap(sha -> forge.info(sha).stream())
                .limit(SHOWN)
                .forEach(commit -> show(commits.addObject(), commit, repository));
        return answer.toString();
    }

    private void show(ObjectNode shown, CommitInfo commit, String repository) {
        shown.put("sha", commit.sha())
                .put("subject", commit.message().lines().findFirst().orElse(""))
                .put("author", commit.authorName())
                .put("time", commit.time().toString());
        ArrayNode statuses = shown.putArray("statuses");
        for (PostedStatus status : github.statuses().shown(repository, commit.sha())) {
            statuses.addObject()
                    .put("state", status.state())
                    .put("context", status.context())
                    .put("description", status.description())
                    .put("targetUrl", status.targetUrl())
                    .put("creator", status.creator())
                    .put("at", status.at().toString());
        }
        ArrayNode deployments = shown.putArray("deployments");
        github.deployments().of(repository).stream()
                .filter(deployment -> deployment.sha().equals(commit.sha()))
                .forEach(deployment -> show(deployments.addObject(), deployment));
    }

    private static void show(ObjectNode shown, PostedDeployment deployment) {
        shown.put("environment", deployment.environment())
                .put("state", deployment.state())
                .put("creator", deployment.creator());
        if (!deployment.states().isEmpty()) {
            PostedDeployment.State last =
                    deployment.states().get(deployment.states().size() - 1);
            shown.put("description", last.description()).put("logUrl", last.logUrl());
        }
    }
}
