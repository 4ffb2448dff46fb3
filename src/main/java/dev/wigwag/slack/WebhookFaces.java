package dev.wigwag.slack;

import dev.wigwag.engine.Face;
import dev.wigwag.rollout.Rollout;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What goes through an incoming webhook: that a rollout has begun, and how it has ended. */
final class WebhookFaces {
    private static final Logger LOG = Logger.getLogger(WebhookFaces.class);

    private final IncomingWebhooks webhooks;
    private final CommitPeople people;
    private final LivingMessages living;
    private final AtomicBoolean told = new AtomicBoolean();

    WebhookFaces(IncomingWebhooks webhooks, CommitPeople people, LivingMessages living) {
        this.webhooks = webhooks;
        this.people = people;
        this.living = living;
    }

    List<Face> of(Rollout rollout) {
        if (!webhooks.configured()) {
            return List.of();
        }
        if (told.compareAndSet(false, true)) {
            LOG.infof(
                    "Slack is reached through an incoming webhook: it is told the start and the end of each rollout, once each. What"
                            + " happens in between, threads and looking up authors by e-mail take a bot token: set %s and"
                            + " wigwag.slack.channel",
                    SlackConfig.BOT_TOKEN);
        }
        LivingMessage message = living.of(rollout).withoutButtons();
        return List.of(new WebhookFace(webhooks, people, message));
    }

    /** How the start or the end would look; empty without a webhook. */
    List<Face> samples(Rollout rollout) {
        SlackMessage message = SampleFace.message(living.of(rollout));
        return webhooks.configured()
                ? List.of(new SampleFace(WebhookFace.KIND, "test", WebhookFace.KIND, message, webhooks::post))
                : List.of();
    }
}
