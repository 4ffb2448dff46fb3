package dev.wigwag.git;

import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin;
import dev.wigwag.engine.RepositoryLogin.Login;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds where a source's repository is fetched from, and as whom. A login is never carried to another server than it is for. */
@ApplicationScoped
class Routes {
    private final Places places;
    private final List<RepositoryLogin> logins;

    /** @param logins the most particular first */
    Routes(Places places, @All List<RepositoryLogin> logins) {
        this.places = places;
        this.logins = List.copyOf(logins);
    }

    /** @throws RangeException if it may not be fetched, or it cannot be found out how to log in */
    Route of(Checkout checkout) {
        Place said = Place.of(checkout.address());
        Place place = places.instead(said);
        Optional<Login> login = place.login();
        if (place.isAsGoodAs(said)) {
            login = login.or(said::login).or(() -> known(at(checkout, place)));
        }
        return Route.of(
                place,
                login.filter(one -> fits(one, place.scheme())),
                checkout.source().namespace());
    }

    /**
     * Another way, where nobody is let in by the login of this one (401). Who gave it is told, so that a token that was revoked is
     * not given out until its end.
     *
     * @return empty if there is none
     * @throws RangeException as {@link #of}
     */
    Optional<Route> instead(Checkout checkout, Route refused) {
        Optional<Login> login = refused.login();
        Checkout there = at(checkout, refused.place());
        boolean another = false;
        for (RepositoryLogin one : login.isPresent() ? logins : List.<RepositoryLogin>of()) {
            another |= one.refused(there, login.get());
        }
        return another
                ? Optional.of(of(checkout)).filter(route -> !route.login().equals(login))
                : Optional.empty();
    }

    private Optional<Login> known(Checkout checkout) {
        try {
            return logins.stream()
                    .map(login -> login.of(checkout))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (ClusterException e) {
            throw new RangeException(
                    Fault.UNREACHABLE,
                    "How to log in could not be read from the cluster (" + e.getMessage()
                            + "); it will be tried again later");
        }
    }

    private static Checkout at(Checkout checkout, Place place) {
        return new Checkout(
                checkout.source(),
                place.address(),
                checkout.ignore(),
                checkout.sparse(),
                checkout.secret(),
                checkout.doubts());
    }

    private static boolean fits(Login login, String scheme) {
        return scheme.equals("ssh") == (login instanceof Login.Key) && !scheme.equals("file");
    }
}
