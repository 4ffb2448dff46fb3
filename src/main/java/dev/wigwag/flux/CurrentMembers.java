package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The members to ask right now: the watched ones as soon as they are complete, listed ones until then. */
@ApplicationScoped
class CurrentMembers implements MemberCatalog {
    private final WatchedMembers watched;
    private final ListedMembers listed;

    CurrentMembers(WatchedMembers watched, ListedMembers listed) {
        this.watched = watched;
        this.listed = listed;
    }

    @Override
    public Optional<Member> find(ObjectKey key) {
        return current().find(key);
    }

    @Override
    public MemberIndex all() {
        return current().all();
    }

    private MemberCatalog current() {
        return watched.isComplete() ? watched : listed;
    }
}
