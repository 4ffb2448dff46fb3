package dev.wigwag.flux;

import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Kustomizations and HelmReleases by what feeds and what applies them. A look-up costs what it finds, not what there is. */
final class MemberIndex {
    private final Map<ObjectKey, Member> members = new HashMap<>();
    private final KeysBy<ObjectKey> byFeed = new KeysBy<>();
    private final KeysBy<ObjectKey> byParent = new KeysBy<>();

    /**
     * Adds a member or replaces what is known of it.
     *
     * @return what was known of it; empty if nothing
     */
    synchronized Optional<Member> put(Member member) {
        Optional<Member> before = remove(member.key());
        members.put(member.key(), member);
        member.feed().ifPresent(feed -> byFeed.enter(feed, member.key()));
        member.live().parent().ifPresent(parent -> byParent.enter(parent, member.key()));
        return before;
    }

    /** Forgets a member; gives what was known of it. */
    synchronized Optional<Member> remove(ObjectKey key) {
        Optional<Member> gone = Optional.ofNullable(members.remove(key));
        gone.flatMap(Member::feed).ifPresent(feed -> byFeed.leave(feed, key));
        gone.flatMap(member -> member.live().parent()).ifPresent(parent -> byParent.leave(parent, key));
        return gone;
    }

    synchronized Optional<Member> find(ObjectKey key) {
        return Optional.ofNullable(members.get(key));
    }

    /**
     * Every Kustomization that the source feeds, and every HelmRelease that one of these applies: by the release's labels,
     * and by the Kustomization's own account.
     */
    synchronized List<LiveMember> membersOf(ObjectKey source) {
        List<LiveMember> found = new ArrayList<>();
        for (ObjectKey key : byFeed.under(source)) {
            if (isKustomization(key)) {
                Member kustomization = members.get(key);
                found.add(kustomization.live());
                byParent.under(key).stream()
                        .filter(child -> !isKustomization(child))
                        .filter(kustomization.inventory()::has)
                        .map(child -> members.get(child).live())
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** The sources in whose view the member is; it need not be in the index itself. */
    synchronized Set<ObjectKey> viewsWith(Member member) {
        Optional<Member> fed = isKustomization(member.key())
                ? Optional.of(member)
                : member.live()
                        .parent()
                        .map(members::get)
                        .filter(parent -> parent.inventory().has(member.key()));
        Set<ObjectKey> sources = new TreeSet<>();
        fed.flatMap(Member::feed).filter(FluxKind::isSource).ifPresent(sources::add);
        return sources;
    }

    /** Who takes its content from this source or chart. */
    synchronized Set<ObjectKey> fedBy(ObjectKey feed) {
        return new TreeSet<>(byFeed.under(feed));
    }

    synchronized int size() {
        return members.size();
    }

    private static boolean isKustomization(ObjectKey key) {
        return key.kind().equals(FluxKind.Kustomization.name());
    }
}
