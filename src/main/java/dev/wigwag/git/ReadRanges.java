package dev.wigwag.git;

import dev.wigwag.engine.RangeAnswer;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RangeQuestion;
import dev.wigwag.engine.RangeReader;
import dev.wigwag.http.ProxyFromEnvironment;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PushedPaths;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.lib.ObjectId;

/** Answers what lies between two commits from our copy of the repository, and fetches what is missing there. */
@ApplicationScoped
class ReadRanges implements RangeReader {
    private final GitConfig config;
    private final Routes routes;
    private final RepositoryCache copies;
    private final TouchedObjects touched;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Alarms alarms = new Alarms();
    private final Optional<ProxySelector> proxies = ProxyFromEnvironment.of(System.getenv());

    ReadRanges(
            GitConfig config,
            Routes routes,
            RepositoryCache copies,
            TouchedObjects touched,
            Clock clock,
            MeterRegistry metrics) {
        this.config = config;
        this.routes = routes;
        this.copies = copies;
        this.touched = touched;
        this.clock = clock;
        this.metrics = metrics;
    }

    @PreDestroy
    void close() {
        alarms.close();
    }

    @Override
    public boolean isOn() {
        return config.enabled();
    }

    @Override
    public RangeAnswer read(RangeQuestion question, Instant until) {
        ObjectId from = commit(question.from());
        ObjectId to = commit(question.to());
        Instant latest = clock.instant().plus(config.deadline());
        Instant end = until.isBefore(latest) ? until : latest;
        Route route = routes.of(question.checkout());
        AtomicBoolean refused = new AtomicBoolean();
        try {
            return read(question, from, to, route, end, refused);
        } catch (RangeException e) {
            if (!refused.get()) {
                throw e;
            }
            Route another = routes.instead(question.checkout(), route).orElseThrow(() -> e);
            return read(question, from, to, another, end, refused);
        }
    }

    private RangeAnswer read(
            RangeQuestion question, ObjectId from, ObjectId to, Route route, Instant end, AtomicBoolean refused) {
        return copies.with(route.copy(), end, (copy, room) -> {
            Allowance allowance = new Allowance(clock, end, config.idle(), room);
            Alarms.Alarm alarm = alarms.set(allowance.left(), allowance::hangUp);
            Remote remote = new Remote(route.place(), route.login(), proxies, allowance);
            try (alarm) {
                bring(copy, remote, question, from, to);
            } finally {
                refused.set(remote.letsNobodyIn());
            }
            return answer(copy, question, from, to);
        });
    }

    @Override
    public Optional<Impact> foresee(ObjectKey source, String before, PushedPaths paths) {
        return touched.foresee(source, before, paths);
    }

    private void bring(GuardedRepository copy, Remote remote, RangeQuestion question, ObjectId from, ObjectId to)
            throws IOException {
        BringCommits bringer = new BringCommits(copy, remote, config.depth(), config.deepest());
        String outcome = "damaged";
        try {
            bringer.bring(question.pointer(), from, to);
            bringer.bringToo(question.canaries().values().stream()
                    .distinct()
                    .map(ReadRanges::commit)
                    .limit(Changes.MOST)
                    .toList());
            outcome = "fetched";
        } catch (RangeException e) {
            outcome = e.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw e;
        } finally {
            if (remote.exchanges() > 0) {
                metrics.counter("wigwag.git.fetches", "outcome", outcome).increment();
            }
        }
    }

    private RangeAnswer answer(GuardedRepository copy, RangeQuestion question, ObjectId from, ObjectId to)
            throws IOException {
        Changes changes = Changelog.between(copy, from, to);
        try (CommitTree before = CommitTree.of(copy, from);
                CommitTree after = CommitTree.of(copy, to)) {
            Findings findings = touched.between(question, before, after);
            return new RangeAnswer(
                    sameAs(changes, SameFiles.among(copy, after, question.earlier())),
                    canaries(copy, question.canaries(), to),
                    findings.impact(question.from()),
                    findings.reasons());
        }
    }

    private static Map<ObjectKey, Integer> canaries(GuardedRepository copy, Map<ObjectKey, String> bases, ObjectId to)
            throws IOException {
        Map<ObjectKey, Integer> counts = new HashMap<>();
        for (Map.Entry<ObjectKey, String> base : bases.entrySet()) {
            ObjectId from = commit(base.getValue());
            if (copy.has(from)) {
                counts.put(base.getKey(), Changelog.between(copy, from, to).count());
            }
        }
        return counts;
    }

    private static Changes sameAs(Changes changes, Optional<Changes.Earlier> same) {
        return new Changes(
                changes.from(),
                changes.told(),
                changes.way(),
                changes.count(),
                changes.whole(),
                changes.people(),
                changes.commits(),
                same.orElse(null),
                changes.canaries());
    }

    private static ObjectId commit(String sha) {
        if (!ObjectId.isId(sha)) {
            throw new RangeException(
                    Fault.MISSING,
                    "What is asked for is no commit of a repository with SHA-1 names, which alone are read");
        }
        return ObjectId.fromString(sha);
    }
}
