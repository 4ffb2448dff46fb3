package dev.wigwag.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks Slack whose an e-mail address is, and remembers the answer. A mention is nice to have: nothing ever fails for it. */
final class UsersByEmail {
    static final Duration HIT = Duration.ofDays(1);
    static final Duration MISS = Duration.ofHours(1);

    /** For when Slack could not be asked; soon enough for the next rollout. */
    static final Duration TROUBLE = Duration.ofMinutes(5);

    /** Addresses remembered. */
    static final int LIMIT = 1_000;

    private static final Logger LOG = Logger.getLogger(UsersByEmail.class);

    private record Answer(Optional<String> user, Instant until) {}

    private final SlackApi api;
    private final Clock clock;
    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > LIMIT;
        }
    };
    private Instant offUntil = Instant.MIN;
    private boolean saidOff;

    UsersByEmail(SlackApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** The user's id; empty if nobody has the address, or it cannot be found out now. Blocks for a call at most. */
    Optional<String> find(String email) {
        String address = email.toLowerCase(Locale.ROOT);
        Optional<Answer> known = known(address);
        if (known.isPresent()) {
            return known.get().user();
        }
        try {
            Optional<String> user = api.userOf(address).filter(KnownPeople::isUser);
            remember(address, user, user.isPresent() ? HIT : MISS);
            return user;
        } catch (SlackException trouble) {
            if (trouble.isAboutPermission()) {
                turnOff();
            } else {
                LOG.debugf("An author is not mentioned: %s", trouble.getMessage());
                remember(address, Optional.empty(), trouble.after().compareTo(TROUBLE) > 0 ? MISS : TROUBLE);
            }
            return Optional.empty();
        }
    }

    private synchronized Optional<Answer> known(String address) {
        Instant now = clock.instant();
        if (now.isBefore(offUntil)) {
            return Optional.of(new Answer(Optional.empty(), offUntil));
        }
        return Optional.ofNullable(answers.get(address)).filter(answer -> now.isBefore(answer.until()));
    }

    private synchronized void remember(String address, Optional<String> user, Duration time) {
        answers.put(address, new Answer(user, clock.instant().plus(time)));
    }

    /** A scope may be given to the app while this process lives, so it is asked again now and then. */
    private synchronized void turnOff() {
        offUntil = clock.instant().plus(MISS);
        if (!saidOff) {
            saidOff = true;
            LOG.infof(
                    "Slack does not let the app look up commit authors by e-mail, so they are not mentioned: give it the scope"
                            + " users:read.email, or name them in %s",
                    SlackConfig.PEOPLE);
        }
    }
}
