package dev.wigwag.flux;

import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a GitRepository to find it by its repository; small, because a cluster may hold ten thousand.
 *
 * @param repository empty if its address cannot be read; then no push ever finds it
 * @param includes the names of the sources it includes, in its own namespace
 * @param progress as {@link Progress} has it
 */
record IndexedSource(ObjectKey key, Optional<RepositoryUrl> repository, List<String> includes, String progress) {
    static IndexedSource of(Fields source) {
        return new IndexedSource(
                source.key(FluxKind.GitRepository.name()),
                RepositoryUrl.of(source.text("spec", "url")),
                GitSource.includes(source),
                Progress.of(source));
    }

    /** The source that it includes under this name. */
    ObjectKey included(String name) {
        return new ObjectKey(key.kind(), key.namespace(), name);
    }
}
