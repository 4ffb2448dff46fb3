package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.rollout.GlobSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Where repositories may be fetched from, and where they are fetched from in place of what a source says. */
@ApplicationScoped
class Places {
    private static final List<String> KNOWN = List.of("https", "ssh", "http", "file");

    private final List<String> schemes;
    private final GlobSet hosts;
    private final Mirrors mirrors;

    /** @throws IllegalArgumentException if a property cannot be read; it names which */
    Places(GitConfig config) {
        this.schemes = config.schemes().stream()
                .map(scheme -> scheme.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!KNOWN.containsAll(schemes)) {
            throw new IllegalArgumentException("wigwag.git.schemes has one that is not spoken; write some of " + KNOWN);
        }
        this.hosts = GlobSet.ignoringCase(config.hosts());
        this.mirrors = Mirrors.of(config.insteadOf().orElse(List.of()));
    }

    /** By which schemes they may be fetched. */
    List<String> schemes() {
        return schemes;
    }

    /**
     * The place to go to.
     *
     * @param said what the source says
     * @throws RangeException if the settings do not allow it
     */
    Place instead(Place said) {
        String address = said.address();
        String instead = mirrors.instead(address);
        Place place = instead.equals(address) ? said : Place.of(instead);
        if (!schemes.contains(place.scheme())) {
            throw new RangeException(
                    Fault.NOT_ALLOWED,
                    place + " is not read by " + place.scheme() + "; add " + place.scheme()
                            + " to wigwag.git.schemes if it may be");
        }
        // A file has no host; who names the scheme allows it.
        if (!place.host().isEmpty() && !hosts.matches(place.host())) {
            throw new RangeException(
                    Fault.NOT_ALLOWED,
                    place + " is not read, as wigwag.git.hosts does not have " + place.host()
                            + "; add it if it may be");
        }
        return place;
    }
}
