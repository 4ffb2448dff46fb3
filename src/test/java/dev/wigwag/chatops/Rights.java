package dev.wigwag.chatops;

import java.util.List;
import java.util.Optional;

/** Who may decide, as a test sets it. */
record Rights(Optional<List<String>> approvers, boolean fourEyes) implements ChatOpsConfig {
    static Rights of(String... entries) {
        return new Rights(Optional.of(List.of(entries)), false);
    }

    static Rights none() {
        return new Rights(Optional.empty(), false);
    }

    Rights withFourEyes() {
        return new Rights(approvers, true);
    }

    WhoMay whoMay(PersonDirectory... directories) {
        return new WhoMay(this, new People(List.of(directories)));
    }

    FourEyes fourEyes(PersonDirectory... directories) {
        return new FourEyes(this, new People(List.of(directories)));
    }
}
