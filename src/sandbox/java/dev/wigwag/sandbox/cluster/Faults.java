package dev.wigwag.sandbox.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Switches that make the API misbehave in the ways a real one does. They concern the application only; the sandbox's own requests (its
 * administrator's client) pass, except through {@link #goDown}. Methods take an HTTP method and a regular expression for the whole path.
 */
public final class Faults {

    /** How an API server is down. */
    public enum Outage {
        /** Connections are closed without an answer. */
        CLOSED_CONNECTIONS,
        /** Every request is answered 503. */
        UNAVAILABLE
    }

    private record Match(String method, Pattern path) {
        static Match of(String method, String pathRegex) {
            return new Match(method, Pattern.compile(pathRegex));
        }

        boolean hits(ApiRequest request) {
            return method.equals(request.method())
                    && path.matcher(request.path()).matches();
        }
    }

    private record Refusal(Match match, int code, AtomicInteger left) {}

    private record Denial(String verb, String resource, String namespace) {}

    private record Slowness(Match match, Duration delay) {}

    private record Hook(Match match, Runnable action) {}

    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final List<Slowness> slow = new CopyOnWriteArrayList<>();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final AtomicLong epoch = new AtomicLong();
    private final ObjectStore store;
    private final OpenWatches watches;
    private volatile Outage outage;

    Faults(ObjectStore store, OpenWatches watches) {
        this.store = store;
        this.watches = watches;
    }

    /** Answers the next {@code times} matching requests with this code and a {@code Status} body, and stores nothing for them. */
    public void answer(int times, String method, String pathRegex, int code) {
        refusals.add(new Refusal(Match.of(method, pathRegex), code, new AtomicInteger(times)));
    }

    /**
     * Denies a verb (get, list, watch, create, update, patch, delete, or * for all) on a resource such as
     * {@code gitrepositories.source.toolkit.fluxcd.io} or {@code rollouts.wigwag.dev/status}, in every namespace, as missing RBAC would.
     */
    public void deny(String verb, String resource) {
        deny(verb, resource, "");
    }

    /** Denies a verb on a resource in one namespace only. */
    public void deny(String verb, String resource, String namespace) {
        denials.add(new Denial(verb, resource, namespace));
    }

    /** Holds back the answer to every matching request for this long; the request itself takes effect at once. */
    public void delay(String method, String pathRegex, Duration delay) {
        slow.add(new Slowness(Match.of(method, pathRegex), delay));
    }

    /**
     * Runs {@code action} once, when the next matching write is stored and before it is answered. If it throws, the connection is closed
     * without an answer, as when the server or the network dies at that moment.
     */
    public void afterStored(String method, String pathRegex, Runnable action) {
        hooks.add(new Hook(Match.of(method, pathRegex), action));
    }

    /** Is down from now on, for everybody, until {@link #comeBack}; open watches end. */
    public void goDown(Outage how) {
        outage = how;
        watches.dropAll();
    }

    /** Ends the outage. What was stored before is still there. */
    public void comeBack() {
        outage = null;
    }

    /** Cuts the connection of every open watch. Clients come back by themselves. */
    public void dropWatches() {
        watches.dropAll();
    }

    /** Makes every {@code continue} token given out so far expired (410). */
    public void expireContinueTokens() {
        epoch.incrementAndGet();
    }

    /** Forgets all changes so far, so that a watch from an earlier resource version is told 410 and has to list again. */
    public void compactHistory() {
        store.compact();
    }

    /** Takes back every switch. Expired tokens stay expired. */
    public void clear() {
        refusals.clear();
        denials.clear();
        slow.clear();
        hooks.clear();
        outage = null;
    }

    long continueEpoch() {
        return epoch.get();
    }

    Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    boolean denied(String verb, String resource, String namespace) {
        return denials.stream()
                .anyMatch(denial -> (denial.verb().equals("*") || denial.verb().equals(verb))
                        && denial.resource().equals(resource)
                        && (denial.namespace().isEmpty() || denial.namespace().equals(namespace)));
    }

    /** The code to answer this request with instead of handling it; each call uses up one of the ordered refusals. */
    Optional<Integer> refusal(ApiRequest request) {
        return refusals.stream()
                .filter(refusal -> refusal.match().hits(request))
                .filter(refusal -> refusal.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0)
                .map(Refusal::code)
                .findFirst();
    }

    Duration delay(ApiRequest request) {
        return slow.stream()
                .filter(slowness -> slowness.match().hits(request))
                .map(Slowness::delay)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    void stored(ApiRequest request) {
        for (Hook hook : hooks) {
            if (hook.match().hits(request) && hooks.remove(hook)) {
                hook.action().run();
            }
        }
    }
}
