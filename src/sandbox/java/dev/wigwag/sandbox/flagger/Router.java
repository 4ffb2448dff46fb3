package dev.wigwag.sandbox.flagger;

/** What splits the traffic between primary and canary. */
sealed interface Router permits GatewayRoute, SmiSplit, NoRouter {

    /** Makes the route with all traffic on the primary, if there is none yet. */
    void reconcile();

    /** Percent of traffic routed to the canary; refuses, as {@link TickAborted}, to guess. */
    int canaryWeight();

    /** Routes this percentage to the canary and the rest to the primary. */
    void route(int canaryWeight);

    /** Whether it can shift traffic at all. */
    default boolean shifts() {
        return true;
    }

    /** The router of the provider the Canary names; refuses, as {@link TickAborted}, one the sandbox has none for. */
    static Router of(FlaggerObjects objects, CanaryView canary, Workloads workloads) {
        String provider = canary.provider();
        if (provider.startsWith("gatewayapi:")) {
            return new GatewayRoute(objects, canary, workloads);
        } else if (provider.equals("linkerd") || provider.equals("smi:v1alpha1")) {
            return new SmiSplit(objects, canary, workloads);
        } else if (provider.equals("kubernetes")) {
            return new NoRouter();
        }
        throw new TickAborted("the sandbox's Flagger does not know provider " + provider
                + "; use gatewayapi:v1, linkerd or kubernetes");
    }
}
