package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.Registration;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.Rollout;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** A push: enter it for every source that follows it, and ask Flux to fetch at once. When this returns, it is stored. */
@ApplicationScoped
public class HearPush {
    private static final Logger LOG = Logger.getLogger(HearPush.class);

    /** Of the objects that a push touches, so many are named in its answer. */
    private static final int NAMED = 10;

    private final Sources sources;
    private final Enrolment enrolment;
    private final SharedRequests requests;
    private final RangeReader reader;
    private final Clock clock;
    private final Timer pushToRequest;

    public HearPush(
            Sources sources,
            Enrolment enrolment,
            SharedRequests requests,
            RangeReader reader,
            Clock clock,
            MeterRegistry metrics) {
        this.sources = sources;
        this.enrolment = enrolment;
        this.requests = requests;
        this.reader = reader;
        this.clock = clock;
        this.pushToRequest = Timer.builder("wigwag.push.to.request")
                .description("From the sender's pushed_at to the stored reconcile request")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(100))
                .maximumExpectedValue(Duration.ofMinutes(5))
                .register(metrics);
    }

    /**
     * Does it.
     *
     * @throws ClusterException if the sources could not be found; trouble with a single source is a line of the report
     */
    public Report hear(Push push) {
        Sources.Concerned concerned = sources.by(push.addresses());
        List<Report.Line> lines = new ArrayList<>();
        Set<ObjectKey> includers = new LinkedHashSet<>();
        for (ObjectKey source : concerned.sources()) {
            Report.Line line = take(push, source);
            lines.add(line);
            if (line.outcome().isStored()) {
                includers.addAll(concerned.includers().getOrDefault(source, List.of()));
            }
        }
        concerned.sources().forEach(includers::remove);
        int asked = askIncluders(push, includers);
        return new Report(lines, concerned.others(), asked);
    }

    /** What a push to these addresses would concern, touching nothing: the answer to a ping. */
    public Report survey(Set<RepositoryUrl> addresses) {
        Sources.Concerned concerned = sources.by(addresses);
        List<Report.Line> lines = new ArrayList<>();
        for (ObjectKey source : concerned.sources()) {
            sources.read(source)
                    .map(state -> Report.Line.of(
                            source, state.suspended() ? Report.Outcome.SUSPENDED : Report.Outcome.FOLLOWS, null))
                    .ifPresent(lines::add);
        }
        return new Report(lines, concerned.others(), 0);
    }

    private Report.Line take(Push push, ObjectKey source) {
        try {
            Optional<SourceReading> reading = sources.read(source, push);
            return reading.isPresent()
                    ? touching(take(push, reading.get()), push, reading.get().source())
                    : Report.Line.because(source, Report.Outcome.GONE, "it vanished or moved to another repository");
        } catch (ClusterException trouble) {
            return Report.Line.failed(source, trouble);
        }
    }

    private Report.Line take(Push push, SourceReading reading) {
        ObjectKey source = reading.source().key();
        if (reading.source().suspended()) {
            return Report.Line.because(source, Report.Outcome.SUSPENDED, "suspended; nothing was written");
        }
        if (reading.expected().isEmpty()) {
            return Report.Line.because(source, Report.Outcome.NOT_FOLLOWED, reading.why());
        }
        Registration entered = enrolment.enrol(push, reading);
        if (entered instanceof Registration.Older older) {
            return Report.Line.because(
                    source, Report.Outcome.OLDER, "a push of " + older.newest() + " to the same ref is known already");
        }
        Rollout rollout = rollout(entered);
        if (!rollout.awaitsFold()) {
            return Report.Line.of(source, Report.Outcome.ALREADY_REQUESTED, rollout.key());
        }
        return ask(push, reading, rollout);
    }

    /** Only where the source has shown that it can read the repository, and only what is known without asking anybody. */
    private Report.Line touching(Report.Line line, Push push, SourceState source) {
        return !line.outcome().isStored() || !source.holdsArtifact() || !reader.isOn()
                ? line
                : reader.foresee(source.key(), push.before(), push.commits().paths())
                        .map(impact -> line.touching(impact.words(source.key().namespace(), NAMED)))
                        .orElse(line);
    }

    /** The status is written last: it stands for "Flux was asked", whenever the process dies in between. */
    private Report.Line ask(Push push, SourceReading reading, Rollout rollout) {
        SourceState source = reading.source();
        if (source.current().equals(reading.expected())) {
            enrolment.takeUp(rollout);
            return Report.Line.of(source.key(), Report.Outcome.ALREADY_FETCHED, rollout.key());
        }
        String token = RequestToken.of(push).toString();
        boolean stands = token.equals(source.requestedAt());
        if (!stands && !requests.ask(source.key(), token)) {
            return Report.Line.because(source.key(), Report.Outcome.GONE, "it vanished before it could be asked");
        }
        enrolment.takeUp(rollout);
        if (stands) {
            return Report.Line.of(source.key(), Report.Outcome.ALREADY_REQUESTED, rollout.key());
        }
        if (push.pushedAt() != null) {
            Duration took = Duration.between(push.pushedAt(), clock.instant());
            pushToRequest.record(took.isNegative() ? Duration.ZERO : took);
        }
        return Report.Line.of(source.key(), Report.Outcome.REQUESTED, rollout.key());
    }

    /** An includer may be a stranger's: the sender is told how many there are, no more. The tick finds who was missed. */
    private int askIncluders(Push push, Set<ObjectKey> includers) {
        int asked = 0;
        for (ObjectKey includer : includers) {
            try {
                asked += requests.ask(includer, RequestToken.of(push).toString()) ? 1 : 0;
            } catch (ClusterException trouble) {
                LOG.warnf("includer=%s outcome=%s: %s", includer, trouble.fault(), trouble.getMessage());
            }
        }
        return asked;
    }

    private static Rollout rollout(Registration entered) {
        if (entered instanceof Registration.Created created) {
            return created.rollout();
        }
        if (entered instanceof Registration.Again again) {
            return again.rollout();
        }
        return ((Registration.Known) entered).rollout();
    }
}
