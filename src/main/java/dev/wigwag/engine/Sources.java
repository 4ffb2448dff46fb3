package dev.wigwag.engine;

import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The sources Flux follows. All methods throw {@link ClusterException} when the cluster cannot be read. */
public interface Sources {
    /**
     * Who is concerned by news of a repository.
     *
     * @param sources the GitRepositories whose address it is, suspended ones too
     * @param includers for each of these the sources that include it; they have to fetch again with it
     * @param others how many further sources there are, of which the sender is told no more
     */
    record Concerned(List<ObjectKey> sources, Map<ObjectKey, List<ObjectKey>> includers, int others) {}

    /**
     * What an object that follows a container image makes of a published version.
     *
     * @param moves whether the version concerns it
     * @param why why it does or does not; null if there is nothing to say
     * @param requestedAt the reconcile request it bears; null if none
     */
    record Follower(ObjectKey object, boolean suspended, boolean moves, String why, String requestedAt) {}

    /** Finds the sources of a repository, in every namespace. */
    Concerned by(Set<RepositoryUrl> addresses);

    /** Reads a source as it is now; empty if it is gone. */
    Optional<SourceState> read(ObjectKey source);

    /** Reads a source as it is now, and what the push means to it; empty if it is gone or follows another repository now. */
    Optional<SourceReading> read(ObjectKey source, Push push);

    /** The objects that follow the published image: OCIRepositories, ImageRepositories, HelmCharts of OCI HelmRepositories. */
    List<Follower> of(PackagePublished published);

    /**
     * The objects that Flux leaves behind when an included source moves, and that so have to be asked one by one after
     * {@code changed} has a new artifact: the sources that include it, and the Kustomizations of a source whose content
     * changed under the same revision.
     *
     * @return each with the token to ask it with, which the situation alone determines; who bears it already is left out
     */
    Map<ObjectKey, String> leftBehindBy(ObjectKey changed);

    /**
     * The objects that {@link #leftBehindBy} finds for any source of the cluster. Costs one list of the GitRepositories and,
     * if one of them includes another, one of the Kustomizations.
     */
    Map<ObjectKey, String> leftBehind();

    /**
     * Reads everything live about one source: itself, every Kustomization that takes its content from it, and every
     * HelmRelease that one of these applies.
     *
     * @param source a GitRepository, OCIRepository or Bucket
     * @return always complete; one that says so ({@link dev.wigwag.rollout.LiveSource#gone}) for a source that is not there,
     *     empty only for an object of another kind
     */
    Optional<LiveView> view(ObjectKey source);

    /**
     * Shows the view of every GitRepository, OCIRepository and Bucket of the cluster, one at a time. Costs a list of each
     * kind, in pages, whatever the number of sources; to be preferred to {@link #view} when all are wanted.
     *
     * @param expected sources that are shown too if they are not there, as {@link #view} shows them; each that is missing
     *     from the lists costs one read, in case it came after they were made
     */
    void forEachView(Set<ObjectKey> expected, Consumer<LiveView> visitor);

    /** Names every GitRepository, OCIRepository and Bucket of the cluster, read in pages. */
    void forEachSource(Consumer<ObjectKey> visitor);

    /**
     * Which sources a hint about this object concerns, by provenance: a source concerns itself; a Kustomization its
     * source, and those of the Kustomization that applies it; a HelmRelease the Kustomization that applies it and the
     * source its chart is built from; a HelmChart its source and the HelmReleases it is for; anything else who applied it,
     * by Flux' labels or, if it has none, by those of its owners.
     *
     * @return empty if Flux did not bring the object, if it is gone and not remembered, or if we cannot read its kind
     */
    Set<ObjectKey> sourcesOf(ObjectKey object);

    /**
     * Where the content of a source comes from, fit to be shown: without credentials. For an artifact that was built from
     * Git, the repository it says it was built from.
     *
     * @return empty if the source is gone or names no address
     */
    Optional<String> address(ObjectKey source);
}
