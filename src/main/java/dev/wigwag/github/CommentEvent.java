package dev.wigwag.github;

import dev.wigwag.chatops.ChatOps;
import dev.wigwag.chatops.Reply;
import dev.wigwag.chatops.Speaker;
import dev.wigwag.engine.Report;
import dev.wigwag.engine.Sources;
import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * {@code issue_comment} and {@code commit_comment}: a person with the right to write says {@code /wigwag …} below a commit or a
 * merged pull request. What can be spoken of there is what this repository's sources brought, those alone whose namespaces may
 * speak to it ({@code wigwag.github.repositories}). The decision is taken first and told after: it is safe to be taken twice.
 */
@ApplicationScoped
class CommentEvent implements EventKind {
    private static final Logger LOG = Logger.getLogger(CommentEvent.class);

    private static final String NO_TOKEN = "configure " + PersonalToken.PROPERTY + " or wigwag.github.app";

    private final Sources sources;
    private final GitHubAccess access;
    private final ChatOps chatOps;

    CommentEvent(Sources sources, GitHubAccess access, ChatOps chatOps) {
        this.sources = sources;
        this.access = access;
        this.chatOps = chatOps;
    }

    @Override
    public Set<String> names() {
        return Set.of("issue_comment", "commit_comment");
    }

    @Override
    public Understood read(Delivery delivery, InputStream payload) throws Malformed {
        CommentPayload.Read read = CommentPayload.read(payload);
        return read.comment() == null
                ? Understood.ofNoInterest(read.repository(), read.note())
                : new Understood(read.repository(), null, null, null, () -> act(delivery, read.comment()));
    }

    /** A stranger's comment costs a look at the sources and at most one call, and is not answered. */
    private Report act(Delivery delivery, Comment comment) {
        Sources.Concerned concerned = sources.by(comment.addresses());
        Set<ObjectKey> reach = concerned.sources().stream()
                .filter(source -> access.allows(source.namespace(), comment.repository()))
                .collect(Collectors.toSet());
        if (reach.isEmpty()) {
            return Report.of(
                    concerned.sources(),
                    Report.Outcome.IGNORED,
                    "its namespace may not speak to this repository; allow it in " + AllowedRepositories.PROPERTY);
        }
        if (!access.token().isThereFor(comment.repository())) {
            return Report.of(reach, Report.Outcome.IGNORED, "nobody can be asked who may write here; " + NO_TOKEN);
        }
        try {
            if (!access.comments().mayWrite(comment.repository(), comment.login())) {
                return Report.of(reach, Report.Outcome.IGNORED, "who commented may not write to the repository");
            }
        } catch (GitHubApiException trouble) {
            return Report.of(reach, Report.Outcome.FAILED, trouble.getMessage());
        }
        Reply reply = chatOps.answer(Speaker.onGitHub(comment.login(), reach), comment.command());
        tell(delivery, comment, reply);
        return Report.of(reach, reply.done() ? Report.Outcome.DONE : Report.Outcome.ANSWERED, reply.title());
    }

    /** That it was not told takes nothing back, so that GitHub must not be asked to send the comment again. */
    private void tell(Delivery delivery, Comment comment, Reply reply) {
        try {
            if (access.comments().see(comment)) {
                access.comments().answer(comment, CommentText.of(reply, comment.login()));
            }
        } catch (GitHubApiException trouble) {
            LOG.warnf(
                    "delivery=%s repository=%s comment=%d outcome=untold: %s",
                    delivery.id(), comment.repository(), comment.id(), trouble.getMessage());
        }
    }
}
