package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.Ready;
import dev.wigwag.rollout.Revision;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLiveTest {
    private static final String SHA = "7".repeat(40);
    private static final String DIGEST = "a".repeat(64);

    @Test
    void aGitRepositoryThatCannotBeFetchedIsReadWhole() {
        LiveSource live = source(FluxKind.GitRepository, """
                metadata:
                  name: fleet
                  namespace: flux-system
                  annotations: {reconcile.fluxcd.io/requestedAt: wigwag-2}
                spec: {url: "https://github.com/acme/fleet", suspend: true, ref: {branch: main}}
                status:
                  lastHandledReconcileAt: wigwag-1
                  artifact: {revision: "main@sha1:%s", lastUpdateTime: "2026-08-12T09:41:02Z"}
                  conditions:
                  - {type: Ready, status: "False", reason: GitOperationFailed, message: no route}
                  - {type: Stalled, status: "True"}
                """.formatted(SHA)).live();

        assertThat(live.exists()).isTrue();
        assertThat(live.suspended()).isTrue();
        assertThat(live.ref()).contains("main");
        assertThat(live.current()).contains(Revision.parse("main@sha1:" + SHA));
        assertThat(live.origin()).isEmpty();
        assertThat(live.storedAt()).isEqualTo(Instant.parse("2026-08-12T09:41:02Z"));
        assertThat(live.ready()).isEqualTo(new Ready(Ready.State.False, "GitOperationFailed", "no route", null));
        assertThat(live.stalled()).isTrue();
        assertThat(live.requestedAt()).isEqualTo("wigwag-2");
        assertThat(live.handledAt()).isEqualTo("wigwag-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval: 1m | master",
                "ref: {} | master",
                "ref: {branch: feature/x} | feature/x",
                "ref: {branch: main, tag: v1} | v1",
                "ref: {branch: main, tag: v1, semver: 1.x} | none",
                "ref: {semver: 1.x, name: refs/pull/4/head} | refs/pull/4/head",
                "ref: {branch: main, commit: abc} | none"
            })
    void pitfall32TheRefIsTheOneFixedPointerThatFluxFollows(String spec, String ref) {
        SourceLive source =
                source(FluxKind.GitRepository, "metadata: {name: a, namespace: b}\nspec: {%s}".formatted(spec));

        assertThat(source.live().ref().orElse("none")).isEqualTo(ref);
    }

    @ParameterizedTest
    @CsvSource({"main@sha1:", "main/", "refs/tags/v1@sha1:", "HEAD/", "''"})
    void pitfall05AnArtifactsCommitIsTheOneItSaysItWasBuiltFrom(String origin) {
        LiveSource live = source(FluxKind.OCIRepository, """
                metadata: {name: app, namespace: team-a}
                spec: {url: "oci://ghcr.io/acme/app", ref: {tag: prod}}
                status:
                  artifact:
                    revision: "prod@sha256:%s"
                    metadata: {org.opencontainers.image.revision: "%s%s"}
                """.formatted(DIGEST, origin, SHA))
                .live();

        assertThat(live.ref()).isEmpty();
        assertThat(live.current()).contains(Revision.parse("prod@sha256:" + DIGEST));
        assertThat(live.current().orElseThrow().isCommit()).isFalse();
        assertThat(live.origin().orElseThrow().hash()).isEqualTo(SHA);
    }

    @ParameterizedTest
    @CsvSource({"1.2.3", "''", "latest"})
    void anOriginThatIsNoCommitIsNone(String origin) {
        LiveSource live = source(FluxKind.OCIRepository, """
                metadata: {name: app, namespace: team-a}
                status: {artifact: {metadata: {org.opencontainers.image.revision: "%s"}}}
                """.formatted(origin)).live();

        assertThat(live.origin()).isEmpty();
        assertThat(live.current()).isEmpty();
        assertThat(live.storedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GitRepository | url: 'https://me:pw@github.com/acme/fleet' | | https://github.com/acme/fleet",
                "OCIRepository | url: 'oci://ghcr.io/acme/app' | | oci://ghcr.io/acme/app",
                "OCIRepository | url: 'oci://ghcr.io/acme/app' | https://x:y@github.com/acme/app | https://github.com/acme/app",
                "Bucket | endpoint: s3.acme.io, bucketName: apps | | s3.acme.io/apps",
                "Bucket | bucketName: apps | | apps",
                "GitRepository | interval: 1m | | none"
            })
    void anAddressIsShownWithoutCredentials(String kind, String spec, String origin, String shown) {
        String annotated = origin == null ? "" : "{org.opencontainers.image.source: '" + origin + "'}";
        SourceLive source = source(FluxKind.valueOf(kind), """
                metadata: {name: app, namespace: team-a}
                spec: {%s}
                status: {artifact: {metadata: %s}}
                """.formatted(spec, annotated));

        assertThat(source.address().orElse("none")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"sha256:", "''"})
    void aBucketsRevisionIsItsChecksumAlone(String prefix) {
        LiveSource live = source(FluxKind.Bucket, """
                metadata: {name: apps, namespace: team-a}
                status: {artifact: {revision: "%s%s"}}
                """.formatted(prefix, DIGEST)).live();

        assertThat(live.current()).contains(Revision.parse("sha256:" + DIGEST));
    }

    private static SourceLive source(FluxKind kind, String yaml) {
        return new SourceLive(
                kind, Yaml.fields("apiVersion: source.toolkit.fluxcd.io/v1\nkind: " + kind.name() + "\n" + yaml));
    }
}
