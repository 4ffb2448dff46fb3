package dev.wigwag.sandbox.page;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Stands for Flagger's load tester: takes load tests, and answers the gates as the switches have them (reference: flagger.md §7.2). */
@Path("/sandbox/loadtester")
@Produces(MediaType.TEXT_PLAIN)
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class GateEndpoint {

    private final CanarySwitches switches;

    @Inject
    GateEndpoint(CanarySwitches switches) {
        this.switches = switches;
    }

    /** A load test is queued; nothing is really called. */
    @POST
    public Response load() {
        return Response.status(Response.Status.ACCEPTED).build();
    }

    /** Whether a run may go on; for {@code rollback}, whether it must go back. An unknown gate is closed. */
    @POST
    @Path("gate/{gate}")
    public Response gate(@PathParam("gate") String gate) {
        return switches.open(gate)
                ? Response.ok("Approved").build()
                : Response.status(Response.Status.FORBIDDEN).entity("Forbidden").build();
    }
}
