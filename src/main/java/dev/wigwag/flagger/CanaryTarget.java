package dev.wigwag.flagger;

import dev.wigwag.kube.Tree;

/**
 * What a Canary watches over, in its own namespace ({@code spec.targetRef}).
 *
 * @param apiVersion null if it names none
 * @param kind Deployment, DaemonSet or Service; null if it names none
 * @param name null if it names none
 */
record CanaryTarget(String apiVersion, String kind, String name) {
    /** Reads {@code spec.targetRef}. */
    static CanaryTarget of(Tree reference) {
        return new CanaryTarget(
                FlaggerText.field(reference.text("apiVersion")),
                FlaggerText.field(reference.text("kind")),
                FlaggerText.field(reference.text("name")));
    }

    /** The name of the copy that Flagger makes of it and keeps live; null if it names none. */
    String primary() {
        return name == null ? null : name + "-primary";
    }
}
