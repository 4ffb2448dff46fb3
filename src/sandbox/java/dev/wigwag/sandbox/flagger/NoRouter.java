package dev.wigwag.sandbox.flagger;

/** Provider {@code kubernetes}: the Service selects the primary, and that is all. */
record NoRouter() implements Router {

    @Override
    public void reconcile() {
        // There is no route.
    }

    @Override
    public int canaryWeight() {
        return 0;
    }

    @Override
    public void route(int canaryWeight) {
        // Nobody to tell.
    }

    @Override
    public boolean shifts() {
        return false;
    }
}
