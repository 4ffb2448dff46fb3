package dev.wigwag.knative;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.engine.AtTick;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.HearHint;
import dev.wigwag.engine.HearRollout;
import dev.wigwag.engine.HearTick;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.MirrorTick;
import dev.wigwag.engine.TellChanges;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.LogLine;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The function behind {@code POST /}: every CloudEvent comes here. What it asks for is done before the answer, as at
 * scale to zero nothing may happen after it.
 */
public class HearEvents {
    private static final Logger LOG = Logger.getLogger(HearEvents.class);
    private static final String ROLLOUT = "Rollout";

    /** Of the tick's time, what a call to a far end that is begun at its end may need. */
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final EventReading reading;
    private final HearHint hearHint;
    private final HearTick hearTick;
    private final HearRollout hearRollout;
    private final TellChanges tellChanges;
    private final MirrorTick mirrorTick;
    private final List<AtTick> others;
    private final Intake intake;
    private final Duration tickPatience;
    private final boolean watch;
    private final Clock clock;
    private final MeterRegistry metrics;

    public HearEvents(
            ObjectMapper json,
            HearHint hearHint,
            HearTick hearTick,
            HearRollout hearRollout,
            TellChanges tellChanges,
            MirrorTick mirrorTick,
            @All List<AtTick> others,
            Intake intake,
            WigwagConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.reading = new EventReading(json);
        this.hearHint = hearHint;
        this.hearTick = hearTick;
        this.hearRollout = hearRollout;
        this.tellChanges = tellChanges;
        this.mirrorTick = mirrorTick;
        this.others = others;
        this.intake = intake;
        this.tickPatience = config.intake().tickPatience();
        this.watch = config.watch();
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Takes one event. Bytes as the data, because Funqy answers 500 to every content type it does not know otherwise.
     *
     * @throws EventNotTaken if the sender has to try again: the cluster does not answer, others keep writing first, or there
     *     is too much to do
     */
    @Funq("cloud-events")
    @CloudEventMapping(trigger = "*")
    public void hear(CloudEvent<byte[]> event) {
        Optional<Signal> signal = read(event);
        if (signal.isEmpty()) {
            finish(event, "junk", 0, "no tick and no reference to a namespaced object");
            return;
        }
        try {
            int asked = act(signal.get());
            tell(signal.get());
            finish(event, "taken", asked, String.valueOf(signal.get()));
        } catch (Intake.Overloaded e) {
            finish(event, "refused", 0, e.getMessage());
            throw new EventNotTaken(e);
        } catch (ClusterException e) {
            finish(event, e.fault().name().toLowerCase(Locale.ROOT), 0, e.getMessage());
            if (isPassing(e.fault())) {
                throw new EventNotTaken(e);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be heard", signal.get());
            finish(event, "failed", 0, String.valueOf(signal.get()));
            throw new EventNotTaken(e);
        }
    }

    /** Whether a repeat may cure it. An event about what we may not read or what is not installed would come for ever. */
    private static boolean isPassing(ClusterException.Fault fault) {
        return fault == ClusterException.Fault.DOWN || fault == ClusterException.Fault.CONFLICT;
    }

    /** Funqy reads an event's attributes only when they are asked for, and throws what it likes if they are broken. */
    private Optional<Signal> read(CloudEvent<byte[]> event) {
        try {
            return reading.signal(event);
        } catch (RuntimeException e) {
            LOG.debug("an event could not be read", e);
            return Optional.empty();
        }
    }

    private int act(Signal signal) {
        return signal instanceof ObjectChanged hint
                ? intake.inTime(() -> hear(hint))
                : intake.inTime(tickPatience, this::tick);
    }

    /** A Rollout's own change is heard of so that it is shown outside; every other object's, so that it gets into a Rollout. */
    private int hear(ObjectChanged hint) {
        if (!hint.object().kind().equals(ROLLOUT)) {
            return hearHint.hear(hint);
        }
        hearRollout.hear(new RolloutKey(hint.object().namespace(), hint.object().name()));
        return 0;
    }

    /** A repository may take longer than any sender's patience; what it has to say is not worth a worker of the others'. */
    private void tell(Signal signal) {
        if (!watch
                && signal instanceof ObjectChanged hint
                && hint.object().kind().equals(ROLLOUT)) {
            tellChanges.tell(
                    new RolloutKey(hint.object().namespace(), hint.object().name()),
                    clock.instant().plus(tickPatience));
        }
    }

    /** Trouble with one source does not keep what is known from being shown. */
    private int tick() {
        Instant end = clock.instant().plus(tickPatience).minus(LAST_CALL);
        try {
            return hearTick.hear();
        } finally {
            try {
                mirrorTick.hear(end);
            } finally {
                others.forEach(AtTick::hear);
            }
        }
    }

    private void finish(CloudEvent<byte[]> event, String outcome, int asked, String what) {
        metrics.counter("wigwag.deliveries", "edge", "events", "event", "cloudevent", "outcome", outcome)
                .increment();
        LOG.info(LogLine.of("events")
                .add("delivery", event.id())
                .add("outcome", outcome)
                .add("asked", asked)
                .add("what", what));
    }
}
