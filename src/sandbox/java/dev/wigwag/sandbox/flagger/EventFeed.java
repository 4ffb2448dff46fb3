package dev.wigwag.sandbox.flagger;

import dev.wigwag.sandbox.flux.EventTrouble;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Sends Flagger's messages to event webhooks, each at most once and inside the tick, as Flagger does. A hook on the Canary takes the place
 * of the global one. Remembers the latest 500 messages.
 */
final class EventFeed {

    private static final Logger LOG = Logger.getLogger(EventFeed.class);
    private static final int REMEMBERED = 500;
    private static final int MOST_LATE = 1_000;

    private record Late(Hook hook, byte[] body, Instant due, boolean overtaken) {}

    private final HookCaller caller;
    private final Supplier<Optional<String>> global;
    private final FlaggerSettings settings;
    private final EventTrouble trouble;
    private final Clock clock;
    private final List<Late> late = new ArrayList<>();
    private final Deque<Told> told = new ArrayDeque<>();
    private final AtomicReference<String> lastError = new AtomicReference<>("");

    EventFeed(HookCaller caller, Supplier<Optional<String>> global, FlaggerSettings settings, Clock clock) {
        this.caller = caller;
        this.global = global;
        this.settings = settings;
        this.trouble = new EventTrouble(settings.seed());
        this.clock = clock;
    }

    EventTrouble trouble() {
        return trouble;
    }

    List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    void tell(CanaryView canary, CanaryPhase phase, String checksum, String type, String message) {
        Named name = canary.name();
        synchronized (told) {
            told.addLast(
                    new Told(clock.instant(), name.namespace(), name.name(), phase.name(), checksum, type, message));
            if (told.size() > REMEMBERED) {
                told.removeFirst();
            }
        }
        List<Hook> own = canary.hooks(Hook.Type.EVENT);
        List<Hook> receivers =
                own.isEmpty() ? global.get().map(Hook::global).stream().toList() : own;
        for (Hook hook : receivers) {
            HookPayload payload = new HookPayload(name, phase, checksum, hook.metadata());
            send(hook, payload.event(message, type, clock.instant()).body());
        }
    }

    /** Sends what was held back long enough. */
    void sendLate() {
        release(false);
    }

    private void send(Hook hook, byte[] body) {
        if (trouble.befalls(EventTrouble.Kind.DROP)) {
            return;
        }
        Instant now = clock.instant();
        if (trouble.befalls(EventTrouble.Kind.REORDER) && hold(new Late(hook, body, now.plus(settings.held()), true))) {
            return;
        }
        if (trouble.befalls(EventTrouble.Kind.DELAY) && hold(new Late(hook, body, now.plus(settings.delay()), false))) {
            return;
        }
        post(hook, body);
        if (trouble.befalls(EventTrouble.Kind.DOUBLE)) {
            post(hook, body);
        }
        release(true);
    }

    /** Only one waits to be overtaken at a time. */
    private boolean hold(Late event) {
        synchronized (late) {
            boolean room = late.size() < MOST_LATE;
            if (!room || event.overtaken() && late.stream().anyMatch(Late::overtaken)) {
                return false;
            }
            return late.add(event);
        }
    }

    private void release(boolean overtaken) {
        List<Late> due = new ArrayList<>();
        synchronized (late) {
            for (Iterator<Late> each = late.iterator(); each.hasNext(); ) {
                Late event = each.next();
                if (overtaken && event.overtaken() || !clock.instant().isBefore(event.due())) {
                    due.add(event);
                    each.remove();
                }
            }
        }
        due.forEach(event -> post(event.hook(), event.body()));
    }

    private void post(Hook hook, byte[] body) {
        String error = caller.call(hook, body).orElse("");
        // A receiver that is not there loses several events a second; once is enough to know.
        if (!error.equals(lastError.getAndSet(error)) && !error.isEmpty()) {
            LOG.infof("Flagger's events are lost for good from now on: %s", error);
        }
    }
}
