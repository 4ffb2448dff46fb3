package dev.wigwag.api;

import dev.wigwag.http.LogLine;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RolloutKey;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /api/rollouts}: the ledger, for dashboards and scripts. Everything but 200 is a problem. */
@Path("/api/rollouts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rollouts", description = "The ledger, read-only.")
@SecurityScheme(
        securitySchemeName = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A token of wigwag.api.tokens. With wigwag.api.public=true an outline is shown without one.")
@SecurityRequirement(name = "token")
@APIResponse(responseCode = "401", description = "No token, or a wrong one, and nothing is public.")
@APIResponse(responseCode = "404", description = "Not there, or not for this token.")
@APIResponse(responseCode = "503", description = "No token is configured, or the ledger cannot be read now.")
public class RolloutsEndpoint {
    private final ReadRollouts rollouts;
    private final ApiAnswers answers;

    RolloutsEndpoint(ReadRollouts rollouts, ApiAnswers answers) {
        this.rollouts = rollouts;
        this.answers = answers;
    }

    /** The newest rollouts in the token's namespaces. */
    @GET
    @Blocking
    @Operation(operationId = "listRollouts", summary = "The newest rollouts in the token's namespaces, newest first.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.QUERY,
            description = "Only this namespace.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            description = "Only sources of this name.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "phase",
            in = ParameterIn.QUERY,
            description = "Only rollouts in this phase.",
            schema = @Schema(implementation = Phase.class))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most rollouts to show; more than 500 count as 500.",
            schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "500", defaultValue = "100"))
    @APIResponse(
            responseCode = "200",
            description = "The rollouts; without a token, each in outline.",
            content = @Content(schema = @Schema(implementation = RolloutPage.class)))
    @APIResponse(responseCode = "400", description = "An unknown parameter, phase or limit.")
    public RestResponse<byte[]> list(@Context RoutingContext context, @Context UriInfo uri) {
        LogLine line = LogLine.of("api");
        return answers.answer("list", context, line, viewer -> {
            RolloutQuery query = RolloutQuery.of(uri.getQueryParameters());
            line.add("namespace", query.namespace().orElse(null))
                    .add("source", query.source().orElse(null))
                    .add("phase", query.phase().orElse(null));
            RolloutPage page = rollouts.list(viewer, query);
            line.add("rollouts", page.items().size()).add("truncated", page.truncated());
            return page;
        });
    }

    /** One rollout. */
    @GET
    @Path("/{namespace}/{name}")
    @Blocking
    @Operation(operationId = "readRollout", summary = "One rollout.")
    @APIResponse(
            responseCode = "200",
            description = "The rollout; without a token, in outline.",
            content = @Content(schema = @Schema(oneOf = {RolloutView.class, PublicView.class})))
    public RestResponse<byte[]> read(
            @Context RoutingContext context, @PathParam("namespace") String namespace, @PathParam("name") String name) {
        RolloutKey key = new RolloutKey(namespace, name);
        LogLine line = LogLine.of("api").add("rollout", key);
        return answers.answer("read", context, line, viewer -> rollouts.find(viewer, key));
    }
}
