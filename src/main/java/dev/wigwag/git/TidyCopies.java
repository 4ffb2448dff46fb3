package dev.wigwag.git;

import dev.wigwag.engine.AtTick;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Takes away copies that nobody asks for any more, and sees at the start that the settings can be read. */
@ApplicationScoped
class TidyCopies implements AtTick {
    private final RepositoryCache copies;
    private final Places places;

    TidyCopies(RepositoryCache copies, Places places) {
        this.copies = copies;
        this.places = places;
    }

    /** A process that cannot read its settings does not start; they are read when the places are made. */
    void onStart(@Observes StartupEvent event) {
        places.schemes();
    }

    /** Asks nobody outside. */
    @Override
    public int hear() {
        copies.tidy();
        return 0;
    }
}
