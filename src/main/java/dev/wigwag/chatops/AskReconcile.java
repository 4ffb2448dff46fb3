package dev.wigwag.chatops;

import dev.wigwag.engine.Namespaces;
import dev.wigwag.engine.SharedRequests;
import dev.wigwag.engine.Sources;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.Narrowing;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Has Flux look at an object now, for somebody who may decide in its namespace. */
@ApplicationScoped
class AskReconcile {
    /** What Wigwag may write its one annotation to ({@code k8s/base/rbac.yaml}). */
    static final Set<String> ASKED = Set.of("GitRepository", "OCIRepository", "Kustomization");

    private static final Logger AUDIT = Logger.getLogger("wigwag.audit");

    private final Finder finder;
    private final Sources sources;
    private final Namespaces namespaces;
    private final SharedRequests requests;
    private final WhoMay whoMay;
    private final Clock clock;

    AskReconcile(
            Finder finder,
            Sources sources,
            Namespaces namespaces,
            SharedRequests requests,
            WhoMay whoMay,
            Clock clock) {
        this.finder = finder;
        this.sources = sources;
        this.namespaces = namespaces;
        this.requests = requests;
        this.whoMay = whoMay;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or did not take the request
     */
    Reply of(Speaker speaker, Wanted wanted) {
        Found.Choice choice = finder.find(speaker, wanted).choose(wanted, List.of(ASKED), Verb.RECONCILE);
        return choice instanceof Found.Ask ask ? ask.reply() : of(speaker, ((Found.One) choice).object());
    }

    private Reply of(Speaker speaker, ObjectKey object) {
        String name = object.kind() + " " + object.namespace() + "/" + object.name();
        if (!ASKED.contains(object.kind())) {
            return told(
                    speaker,
                    object,
                    "not-asked",
                    new Reply(false, name + " cannot be asked.", List.of(why(object.kind()))));
        }
        Optional<LiveView> view = sources.sourcesOf(object).stream()
                .filter(speaker::reaches)
                .flatMap(source -> sources.view(source).stream())
                .filter(one -> holds(one, object))
                .findFirst()
                .map(one -> one.in(namespaces.annotated()));
        if (view.isEmpty()) {
            return told(speaker, object, "gone", new Reply(false, name + " is not there any more.", List.of()));
        }
        Optional<String> refusal = whoMay.refusal(speaker, object.namespace(), Narrowing.of(view.get(), object));
        if (refusal.isPresent()) {
            return told(speaker, object, "refused", new Reply(false, "You may not.", List.of(refusal.get())));
        }
        if (isSuspended(view.get(), object)) {
            String how = "Resume it first; Flux does nothing with it until then.";
            return told(speaker, object, "suspended", new Reply(false, name + " is suspended.", List.of(how)));
        }
        // The time, as the flux command writes it: once more within a second is the same request.
        String token = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return requests.ask(object, token)
                ? told(
                        speaker,
                        object,
                        "asked",
                        new Reply(true, "Flux is looking at " + name + " now.", now(view.get())))
                : told(speaker, object, "gone", new Reply(false, name + " is not there any more.", List.of()));
    }

    private static List<String> now(LiveView view) {
        return view.source()
                .current()
                .map(Revision::shortForm)
                .map(revision -> List.of("Its source holds " + revision + " at the moment."))
                .orElse(List.of());
    }

    private static boolean holds(LiveView view, ObjectKey object) {
        return view.source().key().equals(object)
                ? view.source().exists()
                : view.members().stream().map(LiveMember::key).anyMatch(object::equals);
    }

    private static boolean isSuspended(LiveView view, ObjectKey object) {
        return view.source().key().equals(object)
                ? view.source().suspended()
                : view.members().stream()
                        .filter(member -> member.key().equals(object))
                        .anyMatch(LiveMember::suspended);
    }

    private static String why(String kind) {
        return switch (kind) {
            case "Canary" -> "Flagger takes no requests; it looks at each Canary once an interval by itself.";
            case "HelmRelease" ->
                "Wigwag has no right to write to HelmReleases. Reconcile the source or the Kustomization that brings it.";
            default ->
                "Wigwag has no right to write to a " + kind + ". It can ask a GitRepository, OCIRepository or"
                        + " Kustomization.";
        };
    }

    /** One line each, whatever became of it. */
    private static Reply told(Speaker speaker, ObjectKey object, String outcome, Reply reply) {
        AUDIT.infof("reconcile=%s object=%s by=%s", outcome, object, speaker.id());
        return reply;
    }
}
