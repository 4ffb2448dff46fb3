package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitServer;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;

/** Git's smart HTTP protocol, for fetching alone, where github.com's would be. */
@Path("/sandbox/git/{owner}/{name}")
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class GitEndpoint {
    private static final String SERVICE = "git-upload-pack";

    private final GitForge forge;

    @Inject
    GitEndpoint(GitForge forge) {
        this.forge = forge;
    }

    /** The refs, or the protocol's abilities. */
    @GET
    @Path("/info/refs")
    @Produces("application/x-git-upload-pack-advertisement")
    public byte[] refs(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("service") String service,
            @HeaderParam("Git-Protocol") String protocol) {
        if (!SERVICE.equals(service)) {
            throw new WebApplicationException("the sandbox's repositories can only be fetched from", 403);
        }
        return server(owner, name).advertised(protocol);
    }

    /** What was asked for. */
    @POST
    @Path("/" + SERVICE)
    @Consumes("application/x-git-upload-pack-request")
    @Produces("application/x-git-upload-pack-result")
    public byte[] uploaded(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @HeaderParam("Git-Protocol") String protocol,
            @HeaderParam("Content-Encoding") String encoding,
            byte[] wanted) {
        return server(owner, name).uploaded(protocol, "gzip".equals(encoding), wanted);
    }

    private GitServer server(String owner, String name) {
        if (!owner.equals(forge.owner()) || !name.replaceFirst("\\.git$", "").equals(forge.name())) {
            throw new WebApplicationException("Repository not found.", 404);
        }
        return new GitServer(forge.directory());
    }
}
