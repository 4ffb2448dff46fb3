package dev.wigwag.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code GET /q/openapi}: what this API answers, for tools. YAML unless JSON is asked for, by {@code ?format=json} or in
 * {@code Accept}, as Quarkus' own description of an application is.
 *
 * <p>The description is a file that was drawn when the code changed, not at each start; it is read when somebody asks.
 */
@Path("/q/openapi")
public class DescriptionEndpoint {
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    /** The description; never stored by us, since hardly anybody asks twice. */
    @GET
    @Operation(hidden = true)
    public RestResponse<byte[]> describe(@QueryParam("format") String format, @Context HttpHeaders headers)
            throws IOException {
        boolean json = format == null
                ? String.valueOf(headers.getHeaderString(HttpHeaders.ACCEPT)).contains(JSON)
                : "json".equalsIgnoreCase(format.strip());
        return RestResponse.ResponseBuilder.ok(read(json ? "openapi.json" : "openapi.yaml"))
                .type(json ? JSON : YAML)
                .build();
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream resource = DescriptionEndpoint.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("the application was packaged without its description " + name);
            }
            return resource.readAllBytes();
        }
    }
}
