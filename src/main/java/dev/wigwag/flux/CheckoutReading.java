package dev.wigwag.flux;

import dev.wigwag.engine.Checkout;
import dev.wigwag.kube.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How Flux gets what a live GitRepository holds; the fields are the same from v1beta2 to v1. */
record CheckoutReading(Fields fields) {
    /**
     * The settings.
     *
     * @return empty for one that has not shown that it can read the address it has now: nobody is to learn by us of a repository
     *     that the source's owner only names
     */
    Optional<Checkout> checkout() {
        String address = fields.text("spec", "url");
        if (address == null || !new GitSource(fields).state().holdsArtifact()) {
            return Optional.empty();
        }
        return Optional.of(new Checkout(
                fields.key(FluxKind.GitRepository.name()),
                address,
                fields.text("spec", "ignore"),
                texts(fields, "spec", "sparseCheckout"),
                Optional.ofNullable(fields.text("spec", "secretRef", "name")),
                doubts()));
    }

    /** The texts in the list at this path; whatever is none is left out, as the API server takes none. */
    static List<String> texts(Fields fields, Object... path) {
        return fields.tree().elements(path).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (!fields.list("spec", "include").isEmpty()) {
            doubts.add("its source includes other sources");
        }
        if (fields.isTrue("spec", "recurseSubmodules")) {
            doubts.add("its source takes submodules along");
        }
        return doubts;
    }
}
