package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a reconcile of a Kustomization is about: a revision, and the digest of what was built from it, empty before it is built. */
record Attempt(String revision, String digest) {

    static Attempt at(String revision) {
        return new Attempt(revision, "");
    }

    Attempt built(List<ObjectNode> manifests) {
        byte[] text = manifests.toString().getBytes(StandardCharsets.UTF_8);
        return new Attempt(revision, "sha256:" + Artifacts.sha256Hex(text));
    }

    boolean isBuilt() {
        return !digest.isEmpty();
    }
}
