package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberTest {
    @ParameterizedTest
    @CsvSource({
        // kind, attempted, applied and Ready before; the same after; whether that is news
        "Kustomization, a, a, True,    a, a, Unknown, false",
        "Kustomization, a, a, Unknown, a, a, True,    false",
        "Kustomization, a, a, True,    a, a, False,   true",
        "Kustomization, a, a, False,   a, a, Unknown, true",
        "Kustomization, a, a, True,    b, a, Unknown, true",
        "Kustomization, b, a, Unknown, b, b, True,    true",
        "Kustomization, b, a, Unknown, b, a, False,   true",
        "HelmRelease,   a, a, True,    a, a, Unknown, true"
    })
    void anIdleKustomizationsFlappingAloneIsNoNews(
            String kind,
            String attempted,
            String applied,
            Ready.State ready,
            String thenAttempted,
            String thenApplied,
            Ready.State then,
            boolean news) {
        Member before = member(kind, attempted, applied, ready, "2026-08-12T09:00:00Z");
        Member after = member(kind, thenAttempted, thenApplied, then, "2026-08-12T09:10:00Z");

        assertThat(after.isNewsAfter(before)).isEqualTo(news);
    }

    @Test
    void theTimeOfTheLastTransitionAloneIsNoNewsAndAnotherSourceIs() {
        Member before = member("Kustomization", "a", "b", Ready.State.False, "2026-08-12T09:00:00Z");
        Member later = member("Kustomization", "a", "b", Ready.State.False, "2026-08-12T09:10:00Z");
        Member moved = new Member(later.live(), Optional.of(new ObjectKey("Bucket", "a", "b")), Inventory.OPEN);

        assertThat(later.isNewsAfter(before)).isFalse();
        assertThat(moved.isNewsAfter(before)).isTrue();
    }

    @Test
    void whatItAppliesIsNewsThoughItIsIdle() {
        Member before = member("Kustomization", "a", "a", Ready.State.True, "2026-08-12T09:00:00Z");
        Member after = new Member(before.live(), before.feed(), Inventory.ELSEWHERE);

        assertThat(after.isNewsAfter(before)).isTrue();
    }

    @Test
    void whatItsAnnotationsAskForIsNewsThoughItIsIdle() {
        Member before = member("Kustomization", "a", "a", Ready.State.True, "2026-08-12T09:00:00Z");
        LiveMember live = before.live();
        LiveMember muted = new LiveMember(
                live.key(),
                live.parent(),
                live.suspended(),
                live.deleting(),
                live.attempted(),
                live.applied(),
                live.ready(),
                live.stalled(),
                live.observed(),
                live.changedAt(),
                live.dependsOn(),
                live.canaries(),
                new Annotated(null, true, null, List.of()));

        assertThat(new Member(muted, before.feed(), before.inventory()).isNewsAfter(before))
                .isTrue();
    }

    private static Member member(String kind, String attempted, String applied, Ready.State ready, String since) {
        return new Member(
                new LiveMember(
                        new ObjectKey(kind, "team-a", "apps"),
                        Optional.empty(),
                        false,
                        false,
                        Revision.read(attempted),
                        Revision.read(applied),
                        new Ready(ready, "Reason", "message", Instant.parse(since)),
                        false,
                        true,
                        null,
                        List.of()),
                Optional.empty(),
                Inventory.OPEN);
    }
}
