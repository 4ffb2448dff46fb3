package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.LiveSource;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Revision;
import java.util.Optional;

/** A live GitRepository, OCIRepository or Bucket, read by hand in whatever version. */
record SourceLive(FluxKind kind, Fields fields) {
    /** What artifacts say of the Git commit they were built from (flux push artifact writes both annotations). */
    private static final String ORIGIN_REVISION = "org.opencontainers.image.revision";

    private static final String ORIGIN_ADDRESS = "org.opencontainers.image.source";

    /** It in the words of the fold. */
    LiveSource live() {
        Health health = new Health(fields);
        return new LiveSource(
                fields.key(kind.name()),
                true,
                fields.isTrue("spec", "suspend"),
                kind == FluxKind.GitRepository ? pointer() : Optional.empty(),
                Revision.read(fields.text("status", "artifact", "revision")),
                Revision.read(fields.text("status", "artifact", "metadata", ORIGIN_REVISION))
                        .filter(Revision::isCommit),
                fields.time("status", "artifact", "lastUpdateTime"),
                health.ready(),
                health.stalled(),
                fields.annotation(GitSource.REQUESTED_AT),
                fields.text("status", "lastHandledReconcileAt"),
                fields.annotated());
    }

    /** As {@link dev.wigwag.engine.Sources#address}. */
    Optional<String> address() {
        String origin = fields.text("status", "artifact", "metadata", ORIGIN_ADDRESS);
        String own = kind == FluxKind.Bucket ? bucket() : fields.text("spec", "url");
        return Optional.ofNullable(origin == null ? own : origin).map(RepositoryUrl::withoutCredentials);
    }

    private String bucket() {
        String endpoint = fields.text("spec", "endpoint");
        String name = fields.text("spec", "bucketName");
        return endpoint == null || name == null ? name : endpoint + "/" + name;
    }

    /** Flux takes the first of commit, name, semver, tag and branch that is there, and else the branch master. */
    private Optional<String> pointer() {
        if (ref("commit") != null || ref("name") == null && ref("semver") != null) {
            return Optional.empty();
        }
        for (String field : new String[] {"name", "tag", "branch"}) {
            if (ref(field) != null) {
                return Optional.of(ref(field));
            }
        }
        return Optional.of("master");
    }

    private String ref(String field) {
        return fields.text("spec", "ref", field);
    }
}
