package dev.wigwag.slack;

import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Noreply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Finds whom in Slack a commit is to be credited to. Anybody can write any address into a commit, so more than a mention must
 * never follow from it.
 */
@ApplicationScoped
class CommitPeople {
    private final SlackApi api;
    private final KnownPeople known;
    private final UsersByEmail byEmail;

    @Inject
    CommitPeople(SlackApi api, SlackConfig config, Clock clock) {
        this.api = api;
        this.known = KnownPeople.of(config.people().orElse(List.of()));
        this.byEmail = new UsersByEmail(api, clock);
    }

    /** Never fails; blocks for a call at most. */
    Credit of(Commit commit) {
        if (commit == null) {
            return Credit.NONE;
        }
        Optional<String> author = author(commit.authorEmail());
        return new Credit(author, author.isPresent() ? Optional.empty() : known.find(commit.pushedBy()));
    }

    private Optional<String> author(String email) {
        if (email == null) {
            return Optional.empty();
        }
        Optional<String> told = known.find(email).or(() -> Noreply.login(email).flatMap(known::find));
        return told.isPresent() || Noreply.isNobodys(email) || !api.configured() ? told : byEmail.find(email);
    }
}
