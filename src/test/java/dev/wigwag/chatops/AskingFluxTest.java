package dev.wigwag.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.LogOf;
import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingFluxTest {
    private static final Speaker BEN = Speaker.inSlack("U0BEN");
    private static final ObjectKey SOURCE = new ObjectKey("GitRepository", "flux-system", "gitops");
    private static final ObjectKey APPS = new ObjectKey("Kustomization", "flux-system", "apps");

    private final World world = new World();

    @BeforeEach
    void aSourceWithAKustomization() {
        world.store(ARun.waiting("test", "podinfo").rollout());
        view(false, Annotated.NOTHING, Annotated.NOTHING);
    }

    @Test
    void aSourceIsAskedByTheTimeAsTheFluxCommandDoesIt() {
        assertThat(answer("reconcile gitops"))
                .isEqualTo(new Reply(
                        true,
                        "Flux is looking at GitRepository flux-system/gitops now.",
                        List.of("Its source holds main@1648322 at the moment.")));
        assertThat(world.asked).containsExactly("GitRepository/flux-system/gitops 2026-11-23T12:03:00Z");
    }

    @Test
    void aKustomizationIsAsked() {
        assertThat(answer("flux reconcile ks apps").done()).isFalse();
        assertThat(answer("reconcile ks apps -n flux-system").done()).isTrue();
        assertThat(world.asked).containsExactly("Kustomization/flux-system/apps 2026-11-23T12:03:00Z");
    }

    @Test
    void whoeverMayNotDecideInThatNamespaceMayNotAsk() {
        world.rights = Rights.of("test => slack:U0BEN");

        assertThat(answer("reconcile gitops"))
                .isEqualTo(new Reply(
                        false,
                        "You may not.",
                        List.of(
                                "Nobody may decide in the namespace flux-system: no entry of wigwag.chatops.approvers is for"
                                        + " it.")));
        assertThat(world.asked).isEmpty();
    }

    @Test
    void anAnnotationNarrowsWhoMayAskAsItIsNow() {
        view(false, Annotated.NOTHING, approvers("slack:U0ANA"));
        assertThat(answer("reconcile ks apps").lines())
                .singleElement()
                .asString()
                .contains("wigwag.dev/approvers");
        assertThat(answer("reconcile gitops").done()).isTrue();

        view(false, approvers("slack:U0ANA"), Annotated.NOTHING);
        assertThat(answer("reconcile ks apps").done()).isFalse();

        view(false, Annotated.NOTHING, Annotated.NOTHING);
        world.namespaces.put("flux-system", approvers("unreadable"));
        assertThat(answer("reconcile ks apps").lines())
                .singleElement()
                .asString()
                .contains("cannot be read");
        assertThat(world.asked).hasSize(1);
    }

    @Test
    void whatIsSuspendedIsLeftAloneAndSaidToBe() {
        view(true, Annotated.NOTHING, Annotated.NOTHING);

        assertThat(answer("reconcile gitops"))
                .isEqualTo(new Reply(
                        false,
                        "GitRepository flux-system/gitops is suspended.",
                        List.of("Resume it first; Flux does nothing with it until then.")));
        assertThat(world.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "reconcile hr cache, Wigwag has no right to write to HelmReleases",
        "reconcile cache, Wigwag has no right to write to HelmReleases",
        "reconcile canary podinfo, Flagger takes no requests",
        "reconcile gitops-test-podinfo, Wigwag has no right to write to a Rollout",
    })
    void whatWigwagCannotAskIsRefusedWithTheReason(String line, String why) {
        assertThat(answer(line).lines()).singleElement().asString().startsWith(why);
        assertThat(world.asked).isEmpty();
    }

    @Test
    void everyRequestLeavesALineOfAuditWhateverBecomesOfIt() {
        try (LogOf audit = new LogOf("wigwag.audit")) {
            answer("reconcile gitops");
            answer("reconcile hr cache");
            world.rights = Rights.none();
            answer("reconcile ks apps");

            assertThat(audit.lines())
                    .containsExactly(
                            "reconcile=asked object=GitRepository/flux-system/gitops by=slack:U0BEN",
                            "reconcile=not-asked object=HelmRelease/flux-system/cache by=slack:U0BEN",
                            "reconcile=refused object=Kustomization/flux-system/apps by=slack:U0BEN");
        }
    }

    @Test
    void whatIsGoneIsSaidToBe() {
        world.views.put(SOURCE, new LiveView(LiveSource.gone(SOURCE), List.of()));

        assertThat(answer("reconcile gitops").title())
                .isEqualTo("GitRepository flux-system/gitops is not there any more.");
        assertThat(answer("reconcile ks apps").title())
                .isEqualTo("Kustomization flux-system/apps is not there any more.");
    }

    @Test
    void withoutANameTheCommandIsExplained() {
        assertThat(answer("reconcile").title()).startsWith("reconcile [kind] name");
    }

    private Reply answer(String line) {
        return world.chatOps().answer(BEN, line);
    }

    private void view(boolean suspended, Annotated source, Annotated apps) {
        LiveSource live = new LiveSource(
                SOURCE,
                true,
                suspended,
                Optional.of("main"),
                Revision.read(World.REVISION),
                Optional.empty(),
                null,
                Ready.ABSENT,
                false,
                null,
                null,
                source);
        LiveMember member = new LiveMember(
                APPS,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Ready.ABSENT,
                false,
                true,
                null,
                List.of(),
                Optional.empty(),
                apps);
        world.views.put(SOURCE, new LiveView(live, List.of(member)));
    }

    private static Annotated approvers(String who) {
        return new Annotated(null, null, null, List.of(who), List.of());
    }
}
