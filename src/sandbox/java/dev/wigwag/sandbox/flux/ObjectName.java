package dev.wigwag.sandbox.flux;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Namespace and name of an object. */
record ObjectName(String namespace, String name) {

    static ObjectName of(HasMetadata resource) {
        return new ObjectName(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
