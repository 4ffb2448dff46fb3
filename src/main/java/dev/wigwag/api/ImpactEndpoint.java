package dev.wigwag.api;

import dev.wigwag.http.LogLine;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /api/impact}: which Kustomizations and HelmReleases a range of a source's commits touches, and why. */
@Path("/api/impact")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "impact", description = "What commits bring, and whom that concerns.")
@SecurityRequirement(name = "token")
public class ImpactEndpoint {
    private final ReadImpact impact;
    private final ApiAnswers answers;

    ImpactEndpoint(ReadImpact impact, ApiAnswers answers) {
        this.impact = impact;
        this.answers = answers;
    }

    /** What lies between two commits of a source, and whom it touches. */
    @GET
    @Blocking
    @Operation(
            operationId = "readImpact",
            summary = "What lies between two commits of a source, and which objects that touches.")
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            required = true,
            description = "A GitRepository, as namespace/name.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description =
                    "A commit: 40 hex digits, the first 7 or more of a rollout's, or a revision as Flux writes it; what ran"
                            + " before if left out.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "A commit in the same words; what the source is at if left out.",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "The changes, and each object with its reasons.",
            content = @Content(schema = @Schema(implementation = ImpactView.class)))
    @APIResponse(responseCode = "400", description = "An unknown or malformed parameter.")
    @APIResponse(responseCode = "401", description = "No token, or a wrong one.")
    @APIResponse(responseCode = "404", description = "No such source or commit, or not for this token.")
    @APIResponse(responseCode = "409", description = "The repository cannot be read as things are set.")
    @APIResponse(responseCode = "503", description = "The repository or the cluster cannot be read now.")
    public RestResponse<byte[]> read(@Context RoutingContext context, @Context UriInfo uri) {
        LogLine line = LogLine.of("api");
        return answers.answer("impact", context, line, viewer -> {
            ImpactQuery query = ImpactQuery.of(uri.getQueryParameters());
            line.add("source", query.source().namespace() + "/" + query.source().name());
            ImpactView view = impact.read(viewer, query);
            line.add("from", view.from())
                    .add("to", view.to())
                    .add("touched", view.touched())
                    .add("of", view.of());
            return view;
        });
    }
}
