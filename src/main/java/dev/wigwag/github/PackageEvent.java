package dev.wigwag.github;

import dev.wigwag.engine.HearPackage;
import dev.wigwag.http.Malformed;
import dev.wigwag.rollout.PackagePublished;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** {@code package} and its older twin {@code registry_package}: a container image was published. */
@ApplicationScoped
class PackageEvent implements EventKind {
    private final HearPackage hearPackage;

    PackageEvent(HearPackage hearPackage) {
        this.hearPackage = hearPackage;
    }

    @Override
    public Set<String> names() {
        return Set.of("package", "registry_package");
    }

    @Override
    public Understood read(Delivery delivery, InputStream payload) throws Malformed {
        Optional<PackagePublished> read = PackagePayload.read(payload, delivery.id());
        if (read.isEmpty()) {
            return Understood.ofNoInterest(null, "no container image was published");
        }
        PackagePublished published = read.get();
        return new Understood(
                published.repository(), null, published.digest(), null, () -> hearPackage.hear(published));
    }
}
