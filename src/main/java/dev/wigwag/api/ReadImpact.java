package dev.wigwag.api;

import dev.wigwag.engine.Builds;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.engine.RangeReader;
import dev.wigwag.http.Problem;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RanBefore;
import dev.wigwag.rollout.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Answers the holder of a token what a range of a source's commits touches: two at a time, as each may fetch a repository. */
@ApplicationScoped
class ReadImpact {
    static final int AT_ONCE = 2;

    /** What stands between us and who asks seldom waits longer than half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Ledger ledger;
    private final Builds builds;
    private final RangeReader reader;
    private final Clock clock;
    private final Semaphore seats = new Semaphore(AT_ONCE);

    ReadImpact(Ledger ledger, Builds builds, RangeReader reader, Clock clock) {
        this.ledger = ledger;
        this.builds = builds;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @throws Refusal 401 without a token; 400 or 404 for a source or commit that is none, the same whether it is not there or not
     *     for the viewer; 409 if the repository cannot be read as things are set; 503 if it cannot be read now
     */
    ImpactView read(Viewer viewer, ImpactQuery query) {
        if (!viewer.whole()) {
            throw new Refusal(
                    Problem.credentialsMissing("What commits touch is told to the holder of a token only; send"
                            + " Authorization: Bearer <token>, with a token of " + ApiConfig.TOKENS + "."),
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        if (!reader.isOn()) {
            throw new Refusal(Problem.notRead(
                    "Repositories are not read, as wigwag.git.enabled is false; set it to true to be told."));
        }
        ObjectKey source = query.source();
        if (!ObjectNames.isNamespace(source.namespace())
                || !viewer.sees(source.namespace())
                || !ObjectNames.isName(source.name())) {
            throw noSource();
        }
        if (!seats.tryAcquire()) {
            throw busy("Other repositories are being read; ask again in a few seconds.");
        }
        try {
            RangeQuestion question = question(query);
            return ImpactView.of(question, reader.read(question, clock.instant().plus(PATIENCE)));
        } catch (ClusterException e) {
            throw new Refusal(Problem.notRead(e.getMessage()));
        } catch (RangeException e) {
            throw refusal(e);
        } finally {
            seats.release();
        }
    }

    private RangeQuestion question(ImpactQuery query) {
        Checkout checkout = builds.checkout(query.source()).orElseThrow(ReadImpact::noSource);
        List<Rollout> known = ledger.of(query.source());
        AskedRange range = AskedRange.of(query, known);
        return new RangeQuestion(
                checkout,
                range.pointer(),
                range.from(),
                range.to(),
                range.rollout()
                        .map(rollout -> RanBefore.earlier(rollout, known))
                        .orElse(Map.of()),
                Map.of(),
                builds.of(query.source()));
    }

    private static Refusal refusal(RangeException trouble) {
        return switch (trouble.fault()) {
            case MISSING -> new Refusal(Problem.notFound(trouble.getMessage()));
            case DENIED, TOO_LARGE, NOT_ALLOWED -> new Refusal(Problem.unreadableRepository(trouble.getMessage()));
            default -> busy(trouble.getMessage());
        };
    }

    private static Refusal noSource() {
        return new Refusal(
                Problem.notFound("There is no such GitRepository, with an artifact of its repository, among those"
                        + " you may see; check namespace and name, or bind your token to the namespace in "
                        + ApiConfig.TOKENS
                        + "."));
    }

    private static Refusal busy(String detail) {
        return new Refusal(Problem.notRead(detail), Map.of("Retry-After", "5"));
    }
}
