package dev.wigwag.sandbox.github;

/**
 * A container image or OCI artifact pushed to GitHub's registry.
 *
 * @param namespace the owner, such as {@code acme}
 * @param name the package, such as {@code manifests/podinfo}
 * @param tag the tag it was pushed under
 * @param digest {@code sha256:…}
 */
public record PublishedPackage(String namespace, String name, String tag, String digest) {}
