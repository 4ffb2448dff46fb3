package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin.Login;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/** The repository at the far end, for as long as one question takes. The login stays in here. */
final class Remote {
    /** Files that say what to build are smaller; of larger ones it is enough to know that they changed. */
    private static final String WITHOUT_LARGE_FILES = "blob:limit=262144";

    private final Place place;
    private final Optional<Login> login;
    private final Allowance allowance;
    private final GuardedHttp http;
    private boolean filters = true;
    private int exchanges;

    /** @param login used only where it fits the place's scheme */
    Remote(Place place, Optional<Login> login, Optional<ProxySelector> proxies, Allowance allowance) {
        this.place = place;
        this.login = login;
        this.allowance = allowance;
        this.http = new GuardedHttp(place, Authorities.of(authorities(login)), proxies, allowance);
    }

    /** Whether it answered last that nobody is let in who logs in so, or not at all. */
    boolean letsNobodyIn() {
        return http.lastStatus() == 401;
    }

    /** How often it has been spoken with. */
    int exchanges() {
        return exchanges;
    }

    /**
     * Fetches commits by their names, and so much of the history before each.
     *
     * @throws RangeException with {@link Fault#MISSING} if it does not give them out
     * @throws IOException if the trouble is with our own copy
     */
    void fetch(GuardedRepository into, Collection<ObjectId> commits, int depth) throws IOException {
        List<Ref> wanted = new ArrayList<>();
        commits.forEach(id -> wanted.add(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, id.name(), id)));
        // Some ref has to be asked for, or all are told.
        exchange(into, List.of(new RefSpec("HEAD")), connection -> wanted, depth);
    }

    /**
     * Fetches what a branch or tag points at, and so much of the history before.
     *
     * @param pointer a short name or a full ref; null for what the repository itself takes by default
     * @throws RangeException with {@link Fault#MISSING} if there is no such ref
     * @throws IOException if the trouble is with our own copy
     */
    void fetch(GuardedRepository into, String pointer, int depth) throws IOException {
        List<String> names = pointer == null
                ? List.of("HEAD")
                : pointer.startsWith("refs/")
                        ? List.of(pointer)
                        : List.of("refs/heads/" + pointer, "refs/tags/" + pointer);
        exchange(
                into,
                names.stream().map(RefSpec::new).toList(),
                connection -> names.stream()
                        .map(connection::getRef)
                        .filter(ref -> ref != null && ref.getObjectId() != null)
                        .limit(1)
                        .toList(),
                depth);
    }

    private void exchange(
            GuardedRepository into, List<RefSpec> refs, Function<FetchConnection, List<Ref>> choice, int depth)
            throws IOException {
        allowance.checkTime();
        exchanges++;
        into.allow(allowance);
        List<Ref> wanted;
        boolean asked = false;
        try (Transport transport = open(into)) {
            transport.setDepth(depth);
            allowance.talk();
            try (FetchConnection connection = transport.openFetch(refs)) {
                allowance.receive();
                wanted = choice.apply(connection);
                asked = true;
                if (!wanted.isEmpty()) {
                    connection.fetch(allowance, wanted, into.kept());
                }
            }
        } catch (IOException | RuntimeException e) {
            if (filters && isAboutFilters(e)) {
                filters = false;
                exchange(into, refs, choice, depth);
                return;
            }
            throw FetchTrouble.of(e, place, http.lastStatus(), allowance, asked);
        }
        if (wanted.isEmpty()) {
            throw new RangeException(
                    Fault.MISSING,
                    place + " has no such branch or tag (any more), and does not give out single commits");
        }
        // JGit says nothing where it was told to stop.
        if (allowance.spent().isPresent()) {
            throw FetchTrouble.of(allowance.spent().get(), place, 0, allowance, true);
        }
        for (Ref ref : wanted) {
            into.keep(ref.getObjectId());
        }
    }

    private Transport open(GuardedRepository into) throws IOException {
        Transport transport = Transport.open(into, place.uri());
        transport.setTimeout(allowance.patience());
        transport.setTagOpt(TagOpt.NO_TAGS);
        // What is left out by the filter could be the base of a difference that is sent.
        transport.setFetchThin(false);
        transport.setFilterSpec(filters ? FilterSpec.fromFilterLine(WITHOUT_LARGE_FILES) : FilterSpec.NO_FILTER);
        if (transport instanceof TransportHttp web) {
            web.setHttpConnectionFactory(http);
            authorization().ifPresent(value -> web.setAdditionalHeaders(Map.of("Authorization", value)));
        }
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new GuardedSsh(key(), allowance));
        }
        return transport;
    }

    private Login.Key key() {
        return login.filter(Login.Key.class::isInstance)
                .map(Login.Key.class::cast)
                .orElseThrow(() -> new RangeException(
                        Fault.DENIED,
                        "ssh needs a key; let Wigwag read the source's Secret by wigwag.git.use-source-secrets, or read"
                                + " it by https with wigwag.git.instead-of"));
    }

    private Optional<String> authorization() {
        return login.map(one -> one instanceof Login.Bearer bearer
                ? "Bearer " + bearer.token()
                : one instanceof Login.Password password ? basic(password) : null);
    }

    private static String basic(Login.Password password) {
        byte[] both = (password.user() + ":" + password.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String authorities(Optional<Login> login) {
        return login.map(one -> one instanceof Login.Bearer bearer
                        ? bearer.authorities()
                        : one instanceof Login.Password password ? password.authorities() : null)
                .orElse(null);
    }

    private static boolean isAboutFilters(Exception failure) {
        return failure instanceof TransportException
                && String.valueOf(failure.getMessage()).contains(JGitText.get().filterRequiresCapability);
    }
}
