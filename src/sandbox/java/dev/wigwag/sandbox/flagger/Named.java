package dev.wigwag.sandbox.flagger;

/** Where an object is. Its text is the one of Flagger's messages, {@code name.namespace}. */
record Named(String namespace, String name) {

    Named primary() {
        return suffixed("-primary");
    }

    Named suffixed(String suffix) {
        return new Named(namespace, name + suffix);
    }

    @Override
    public String toString() {
        return name + "." + namespace;
    }
}
