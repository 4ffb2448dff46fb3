package dev.wigwag.github;

import dev.wigwag.engine.Face;
import dev.wigwag.engine.OutletBudget;
import dev.wigwag.engine.OutletException;
import dev.wigwag.engine.OutletException.Fault;
import dev.wigwag.engine.Pause;
import dev.wigwag.github.Deployment.State;
import dev.wigwag.github.Deployment.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * That the deployments of a source before this one are in force no more. GitHub's own {@code auto_inactive} leaves out
 * production, and takes other sources' deployments to the same environment with it (reference: github.md §9).
 *
 * @param deployment the id of the one in force
 */
record EarlierDeployments(DeploymentPlace place, long deployment, Clock clock, Pause pause) implements Face {
    static final String KIND = "github-deployment-earlier";

    /** Most earlier ones that are looked at; what is further back has been seen to long ago. */
    private static final int LOOKED_AT = 10;

    private static final Comparator<Deployment> ORDER =
            Comparator.comparing(Deployment::since).thenComparing(Deployment::id);

    /** A claim on an outlet lasts for a minute; what is left of it then goes on in another turn. */
    private static final Duration TURN = Duration.ofSeconds(20);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String target() {
        return place.target();
    }

    @Override
    public String digest() {
        return State.inactive.name();
    }

    @Override
    public String credential() {
        return place.credential();
    }

    @Override
    public boolean isFinal() {
        return false;
    }

    @Override
    public OutletBudget budget() {
        return StatusFace.BUDGET;
    }

    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    @Override
    public String show(String ref) {
        try {
            retire();
            return null;
        } catch (GitHubApiException trouble) {
            throw trouble.outlet();
        }
    }

    /** Done twice it does no harm. */
    @Override
    public Optional<String> find(Instant since) {
        return Optional.empty();
    }

    private void retire() throws GitHubApiException {
        Instant end = clock.instant().plus(TURN);
        Deployment ours = new Deployment(deployment, place.sha(), place.environment(), "", place.since());
        List<Deployment> latestFirst = place.api().ownDeployments(place.repository(), place.environment()).stream()
                .filter(own -> own.id() != deployment && place.marker().isOfSameSource(own.marker()))
                .sorted(ORDER.reversed())
                .toList();
        // A success that could not be told in time is old news once a later one is told.
        for (Deployment later : upTo(LOOKED_AT, latestFirst, own -> ORDER.compare(own, ours) > 0)) {
            if (isInForce(later, end)) {
                end(deployment);
                return;
            }
        }
        boolean met = false;
        for (Deployment earlier : upTo(LOOKED_AT, latestFirst, own -> ORDER.compare(own, ours) < 0)) {
            if (isInForce(earlier, end)) {
                if (met) {
                    // The slot was for one write; more than one are left only where something went wrong before.
                    pause.of(budget().gap());
                }
                end(earlier.id());
                met = true;
            } else if (met) {
                // What was in force has seen to everything before it.
                return;
            }
        }
    }

    private static List<Deployment> upTo(int most, List<Deployment> all, Predicate<Deployment> wanted) {
        return all.stream().filter(wanted).limit(most).toList();
    }

    private boolean isInForce(Deployment own, Instant end) throws GitHubApiException {
        if (clock.instant().isAfter(end)) {
            throw new OutletException(Fault.DOWN, Duration.ZERO, "GitHub is slow; the rest follows in another turn");
        }
        return place.api()
                .newestDeploymentState(place.repository(), own.id())
                .filter(State.success::equals)
                .isPresent();
    }

    private void end(long id) throws GitHubApiException {
        place.api()
                .postDeploymentStatus(
                        place.repository(), id, Status.saying(State.inactive, "replaced by a later one", null));
    }
}
