package dev.wigwag.api;

import dev.wigwag.http.LogLine;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code POST /api/outlets/test}: whether Slack and GitHub take what Wigwag has to show, and if not, why. */
@Path("/api/outlets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "outlets", description = "The places where rollouts are shown.")
@SecurityRequirement(name = "token")
public class OutletsEndpoint {
    private final SendSamples samples;
    private final ApiAnswers answers;

    OutletsEndpoint(SendSamples samples, ApiAnswers answers) {
        this.samples = samples;
        this.answers = answers;
    }

    /** Sends a sample to each place where the rollout is shown. */
    @POST
    @Path("/test")
    @Blocking
    @Operation(operationId = "testOutlets", summary = "Sends a sample to each place where a rollout is shown.")
    @APIResponse(
            responseCode = "200",
            description = "What came of each; a sample that was not taken is in it, with the reason.",
            content = @Content(schema = @Schema(implementation = OutletsReport.class)))
    @APIResponse(responseCode = "400", description = "The rollout is not written as namespace/name.")
    @APIResponse(responseCode = "401", description = "No token, or a wrong one.")
    @APIResponse(responseCode = "404", description = "No such rollout, or not for this token.")
    @APIResponse(responseCode = "503", description = "Another request's samples are being sent.")
    public RestResponse<byte[]> test(
            @Context RoutingContext context,
            @Parameter(description = "namespace/name; the newest that the token sees if left out.")
                    @QueryParam("rollout")
                    String rollout) {
        LogLine line = LogLine.of("api");
        return answers.answer("test", context, line, viewer -> {
            OutletsReport report = samples.send(
                    viewer, Optional.ofNullable(rollout).map(String::strip).filter(text -> !text.isEmpty()));
            line.add(
                            "rollout",
                            report.rollout().namespace() + "/"
                                    + report.rollout().name())
                    .add("outlets", report.outlets().size());
            return report;
        });
    }
}
