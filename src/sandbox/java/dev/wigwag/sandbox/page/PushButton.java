package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.BodyForm;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.Exchange;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubApiStandIn;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Does what a developer does: changes something, commits, pushes. GitHub's part follows: the signed delivery. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class PushButton {

    private final GitForge forge;
    private final GitHubStandIn github;
    private final GitHubApiStandIn api;
    private final CanarySwitches switches;
    private final AtomicInteger presses = new AtomicInteger();
    private final AtomicReference<Pressed> last = new AtomicReference<>();

    @Inject
    PushButton(GitForge forge, GitHubStandIn github, GitHubApiStandIn api, CanarySwitches switches) {
        this.forge = forge;
        this.github = github;
        this.api = api;
        this.switches = switches;
    }

    /**
     * Commits a change of what {@code touch} says to {@code branch} and delivers the push to {@code target}; with a {@code tag} it tags the branch's tip instead. A branch that
     * is new begins at main. Refuses, by {@link IllegalArgumentException}, names Git does not allow.
     */
    synchronized Pressed press(URI target, String branch, String message, String tag, BodyForm form, Touch touch) {
        RefChange change = tag.isEmpty() ? commit(branch, message, touch) : tag(branch, tag);
        Delivery delivery = github.with(form).push(change);
        Exchange exchange = github.deliver(delivery, target);
        api.hooks().sent(GitHubStandIn.HOOK_ID, exchange);
        Pressed pressed = Pressed.of(exchange);
        last.set(pressed);
        return pressed;
    }

    /** What the latest press led to, or null before the first. */
    Pressed last() {
        return last.get();
    }

    private RefChange commit(String branch, String message, Touch touch) {
        int press = presses.incrementAndGet();
        if (!forge.branches().containsKey(branch)) {
            forge.forcePush(branch, tip(TutorialRepository.BRANCH), Person.ANA);
        }
        return forge.commit(
                branch,
                touch.files(press, switches.canary()),
                message.isBlank() ? touch.message(press) : message,
                Person.ANA);
    }

    private RefChange tag(String branch, String tag) {
        return forge.annotatedTag(tag, tip(branch), "Tag " + tag, Person.ANA);
    }

    private String tip(String branch) {
        return forge.commitOf("refs/heads/" + branch)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no branch '" + branch + "' to tag; push a commit to it first"));
    }
}
