package dev.wigwag.github;

import dev.wigwag.engine.AtTick;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Ledger;
import dev.wigwag.github.HookApi.Hook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Asks GitHub to send again what did not reach us, which it never does by itself (reference: github.md §3). It looks at the
 * App's hook, and at those of the repositories, and their organizations, that rollouts may be shown on; where the token may
 * not read hooks, it leaves it at that.
 */
@ApplicationScoped
class RedeliverMissed implements AtTick {
    private static final Logger LOG = Logger.getLogger(RedeliverMissed.class);

    /** Between two looks of one process. */
    static final Duration EVERY = Duration.ofMinutes(10);

    /** Most deliveries asked for in one look, far below what GitHub takes in a minute. */
    static final int MOST_ASKED = 30;

    /** Most repositories in one look; the others have their turn in the next. */
    static final int MOST_REPOSITORIES = 20;

    /** No call is begun after this time, since a tick has to come to its end. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final GitHubAccess access;
    private final Ledger ledger;
    private final Clock clock;
    private final Denials denials;
    private final Counter asked;
    private final boolean wanted;
    private Instant next = Instant.MIN;
    private int turn;
    private boolean told;

    RedeliverMissed(GitHubAccess access, GitHubConfig config, Ledger ledger, Clock clock, MeterRegistry metrics) {
        this.access = access;
        this.ledger = ledger;
        this.clock = clock;
        this.denials = new Denials(clock);
        this.asked = Counter.builder("wigwag.redeliveries")
                .description("Deliveries that GitHub was asked to send again")
                .register(metrics);
        this.wanted = config.redeliver();
    }

    @Override
    public synchronized int hear() {
        Instant now = clock.instant();
        if (!wanted || now.isBefore(next)) {
            return 0;
        }
        next = now.plus(EVERY);
        Look look = new Look(now.plus(TURN));
        try {
            look.at("the App", "app", access.hooks()::ofApp);
            for (RepositoryName repository : repositories()) {
                String credential = access.token().credential(repository);
                look.at(
                        "repository " + repository,
                        credential,
                        () -> access.hooks().of(repository));
                look.at(
                        "organization " + repository.owner(),
                        credential,
                        () -> access.hooks().ofOwner(repository));
            }
        } catch (GitHubApiException | ClusterException trouble) {
            LOG.warnf("redelivery outcome=stopped: %s; the next look is in %s", trouble.getMessage(), EVERY);
        } catch (RuntimeException mistake) {
            LOG.errorf(mistake, "redelivery outcome=failed; the next look is in %s", EVERY);
        }
        return look.asked;
    }

    private List<RepositoryName> repositories() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ledger.forEach(rollout -> access.repository(rollout)
                .filter(access.token()::isThereFor)
                .ifPresent(name -> names.add(name.toString())));
        List<String> all = new ArrayList<>(names);
        Collections.rotate(all, -turn);
        turn = all.isEmpty() ? 0 : (turn + MOST_REPOSITORIES) % all.size();
        return all.stream()
                .limit(MOST_REPOSITORIES)
                .flatMap(name -> RepositoryName.read(name).stream())
                .toList();
    }

    private interface Finding {
        List<Hook> hooks() throws GitHubApiException;
    }

    /** One time through all hooks. */
    private final class Look {
        private final Instant end;
        private final Set<String> seen = new TreeSet<>();
        private int asked;

        Look(Instant end) {
            this.end = end;
        }

        /** @throws GitHubApiException if there is no use in going on */
        void at(String where, String credential, Finding finding) throws GitHubApiException {
            if (isOver() || !seen.add(where) || denials.contains(credential, where)) {
                return;
            }
            try {
                for (Hook hook : finding.hooks()) {
                    ask(hook);
                }
            } catch (GitHubApiException trouble) {
                if (trouble.kind() != GitHubApiException.Kind.REFUSED) {
                    throw trouble;
                }
                denials.add(credential, where);
                tell(where, trouble);
            }
        }

        private void ask(Hook hook) throws GitHubApiException {
            if (isOver()) {
                return;
            }
            Instant now = clock.instant();
            for (LoggedDelivery missed :
                    MissedDeliveries.of(access.hooks().deliveries(hook, now.minus(MissedDeliveries.KEPT)), now)) {
                if (isOver()) {
                    return;
                }
                access.hooks().redeliver(hook, missed);
                asked++;
                RedeliverMissed.this.asked.increment();
                LOG.infof(
                        "redelivery delivery=%s event=%s outcome=asked after=\"%s\"",
                        missed.guid(), missed.event(), missed.status());
            }
        }

        private boolean isOver() {
            return asked >= MOST_ASKED || !clock.instant().isBefore(end);
        }
    }

    /** The first place speaks for all. */
    private void tell(String where, GitHubApiException trouble) {
        if (!told) {
            told = true;
            LOG.infof(
                    "redelivery outcome=off: missed deliveries are not asked for where the token may not read webhooks,"
                            + " such as %s (%s); let it write webhooks, or set wigwag.github.redeliver=false",
                    where, trouble.getMessage());
        }
    }
}
