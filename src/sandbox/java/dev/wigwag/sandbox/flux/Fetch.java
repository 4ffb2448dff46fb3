package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.github.GitForge;
import java.time.Clock;
import java.util.Optional;

/** Fetches one GitRepository: resolves its reference in the forge, collects its includes, and says what artifact comes of it. */
final class Fetch {

    private final Forges forges;
    private final GitRepositories repositories;
    private final Clock clock;

    Fetch(Forges forges, GitRepositories repositories, Clock clock) {
        this.forges = forges;
        this.repositories = repositories;
        this.clock = clock;
    }

    /** {@code broken} is the message to fail with, if the fetch is to fail by order. */
    Outcome fetch(GitRepositoryView view, Optional<String> broken) {
        Optional<GitForge> forge = forges.find(view.url());
        if (broken.isPresent() || forge.isEmpty()) {
            return unfetched(view, broken.orElse("repository not found"));
        }
        Resolution resolution = view.ref().resolve(ForgeRefs.of(forge.get()));
        if (resolution instanceof Resolution.Missing missing) {
            return unfetched(view, missing.problem());
        }
        Resolution.Found found = (Resolution.Found) resolution;
        ArrayNode included = JsonNodeFactory.instance.arrayNode();
        for (String name : view.include()) {
            Optional<ObjectNode> artifact = repositories
                    .get(new ObjectName(view.namespace(), name))
                    .map(GitRepositoryView::artifact)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
            if (artifact.isEmpty()) {
                String message = "no artifact available for include '%s/%s'".formatted(view.namespace(), name);
                return new Outcome.Failed("IncludeUnavailable", "NoArtifact", message);
            }
            included.add(artifact.get());
        }
        return compared(view, found, forge.get(), included);
    }

    private Outcome compared(GitRepositoryView view, Resolution.Found found, GitForge forge, ArrayNode included) {
        boolean sameRevision = view.artifact().path("revision").asText().equals(found.revision());
        boolean sameIncludes = view.includedArtifacts().isMissingNode()
                ? included.isEmpty()
                : view.includedArtifacts().equals(included);
        if (sameRevision && sameIncludes && view.artifact() instanceof ObjectNode stored) {
            return new Outcome.Fetched(stored, included, Optional.empty());
        }
        Outcome.Change change = sameRevision
                ? new Outcome.Change("IncludeChange", "included artifacts differ from last observed includes")
                : new Outcome.Change("NewRevision", "new upstream revision '" + found.revision() + "'");
        return new Outcome.Fetched(
                Artifacts.describe(view, found, forge.files(found.sha()), included, clock.instant()),
                included,
                Optional.of(change));
    }

    private static Outcome unfetched(GitRepositoryView view, String problem) {
        String message =
                "failed to checkout and determine revision: unable to clone '%s': %s".formatted(view.url(), problem);
        return new Outcome.Failed("FetchFailed", "GitOperationFailed", message);
    }
}
