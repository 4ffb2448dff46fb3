package dev.wigwag.flux;

import dev.wigwag.engine.Sources.Follower;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.PublishedVersion;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.rollout.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who follows a container image: OCIRepositories, ImageRepositories, and the HelmCharts of an OCI HelmRepository (which
 * is itself never reconciled, so the chart is asked). Listed for the occasion, as publications are rare.
 */
@ApplicationScoped
class PackageFollowers {
    private final ClusterObjects objects;

    PackageFollowers(ClusterObjects objects) {
        this.objects = objects;
    }

    /** As {@link dev.wigwag.engine.Sources#of}. */
    List<Follower> of(PackagePublished published) {
        List<Follower> followers = new ArrayList<>();
        objects.forEach(FluxKind.OCIRepository.kind(), object -> {
            Fields oci = new Fields(object);
            if (isImage(published, oci.text("spec", "url"))) {
                followers.add(ociRepository(oci, published));
            }
        });
        objects.forEach(FluxKind.ImageRepository.kind(), object -> {
            Fields image = new Fields(object);
            if (isImage(published, image.text("spec", "image"))) {
                followers.add(follower(FluxKind.ImageRepository, image, true, null));
            }
        });
        addCharts(published, followers);
        return followers;
    }

    private void addCharts(PackagePublished published, List<Follower> followers) {
        Map<ObjectKey, String> repositories = new HashMap<>();
        objects.forEach(FluxKind.HelmRepository.kind(), object -> {
            Fields repository = new Fields(object);
            if ("oci".equals(repository.text("spec", "type")) && repository.text("spec", "url") != null) {
                repositories.put(repository.key(FluxKind.HelmRepository.name()), repository.text("spec", "url"));
            }
        });
        if (repositories.isEmpty()) {
            return;
        }
        objects.forEach(FluxKind.HelmChart.kind(), object -> {
            Fields chart = new Fields(object);
            String name = chart.text("spec", "sourceRef", "name");
            String repository = name == null
                    ? null
                    : repositories.get(new ObjectKey(
                            FluxKind.HelmRepository.name(), object.getMetadata().getNamespace(), name));
            if (repository != null && isImage(published, repository + "/" + chart.text("spec", "chart"))) {
                followers.add(follower(FluxKind.HelmChart, chart, true, null));
            }
        });
    }

    private static Follower ociRepository(Fields oci, PackagePublished published) {
        if (published.digest() == null) {
            return follower(FluxKind.OCIRepository, oci, true, "the event names no digest; Flux will look for itself");
        }
        OciRefRule rule = new OciRefRule(
                oci.text("spec", "ref", "digest"),
                oci.text("spec", "ref", "semver"),
                oci.text("spec", "ref", "semverFilter"),
                oci.text("spec", "ref", "tag"));
        PackageVerdict verdict = rule.judge(
                PublishedVersion.of(published.tags(), published.digest()),
                Revision.read(oci.text("status", "artifact", "revision")));
        return follower(FluxKind.OCIRepository, oci, verdict instanceof PackageVerdict.Moves, verdict.why());
    }

    private static Follower follower(FluxKind kind, Fields fields, boolean moves, String why) {
        return new Follower(
                fields.key(kind.name()),
                fields.isTrue("spec", "suspend"),
                moves,
                why,
                fields.annotation(GitSource.REQUESTED_AT));
    }

    private static boolean isImage(PackagePublished published, String url) {
        return RepositoryUrl.of(url).equals(Optional.of(published.image()));
    }
}
