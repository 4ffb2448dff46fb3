package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.flux.NotificationControllerStandIn;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.BodyForm;
import io.quarkus.arc.properties.IfBuildProperty;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/** {@code /sandbox}: a page with the button and the switches, and the requests it makes. */
@Path("/sandbox")
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class SandboxPage {

    private final PushButton button;
    private final Switches switches;
    private final ClusterReader reader;
    private final NotificationControllerStandIn notification;
    private final RolloutRestart restart;

    @Inject
    SandboxPage(
            PushButton button,
            Switches switches,
            ClusterReader reader,
            NotificationControllerStandIn notification,
            RolloutRestart restart) {
        this.button = button;
        this.switches = switches;
        this.reader = reader;
        this.notification = notification;
        this.restart = restart;
    }

    /** The page itself. */
    @GET
    @Produces("text/html;charset=UTF-8")
    public Response page() {
        return file("page.html");
    }

    /** Its style sheet. */
    @GET
    @Path("page.css")
    @Produces("text/css;charset=UTF-8")
    public Response style() {
        return file("page.css");
    }

    /** Its script. */
    @GET
    @Path("page.js")
    @Produces("text/javascript;charset=UTF-8")
    public Response script() {
        return file("page.js");
    }

    /** The script that shows Slack's channels. */
    @GET
    @Path("slack.js")
    @Produces("text/javascript;charset=UTF-8")
    public Response slackScript() {
        return file("slack.js");
    }

    /** The script that shows GitHub's commits. */
    @GET
    @Path("commits.js")
    @Produces("text/javascript;charset=UTF-8")
    public Response commitsScript() {
        return file("commits.js");
    }

    private static Response file(String name) {
        try (InputStream file = SandboxPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The sandbox was packaged without its file " + name);
            }
            return Response.ok(file.readAllBytes())
                    .header("Content-Security-Policy", "default-src 'self'; img-src data:")
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's file " + name + " could not be read", e);
        }
    }

    /**
     * Commits and has the push delivered to this very process. All parameters are optional: {@code message}, {@code branch} (main),
     * {@code form=true} for a form body, {@code tag} to tag the branch's tip instead of committing. 400 for a name Git does not allow.
     */
    @POST
    @Path("push")
    @Produces(MediaType.APPLICATION_JSON)
    public Response push(
            @Context HttpServerRequest request,
            @QueryParam("message") @DefaultValue("") String message,
            @QueryParam("branch") @DefaultValue(TutorialRepository.BRANCH) String branch,
            @QueryParam("tag") @DefaultValue("") String tag,
            @QueryParam("touch") @DefaultValue("podinfo") String touch,
            @QueryParam("form") boolean form) {
        // The port this request came in by is the one GitHub's comes in by, in whatever mode the application runs.
        URI target = URI.create(
                "http://127.0.0.1:" + request.connection().localAddress().port() + "/github");
        try {
            BodyForm bodyForm = form ? BodyForm.FORM : BodyForm.JSON;
            return Response.ok(button.press(target, branch, message, tag, bodyForm, Touch.of(touch)))
                    .build();
        } catch (IllegalArgumentException e) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(Map.of("detail", e.getMessage()))
                    .build();
        }
    }

    /**
     * Makes something go wrong, or right again: {@code name} and {@code value} as {@link Switches} has them. Answers all switches; 400 for
     * what cannot be set.
     */
    @POST
    @Path("switch")
    @Produces(MediaType.APPLICATION_JSON)
    public Response flip(
            @QueryParam("name") @DefaultValue("") String name, @QueryParam("value") @DefaultValue("") String value) {
        try {
            return Response.ok(switches.set(name, value)).build();
        } catch (IllegalArgumentException e) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(Map.of("detail", e.getMessage()))
                    .build();
        }
    }

    /** Restarts podinfo's pods without a commit; Flagger takes it for a new revision. Answers 204. */
    @POST
    @Path("restart")
    public Response restart() {
        restart.restart();
        return Response.noContent().build();
    }

    /** What is in the cluster now, and what the latest press led to. */
    @GET
    @Path("state")
    @Produces(MediaType.APPLICATION_JSON)
    public ClusterState state() {
        return reader.read(button.last(), notification.sent(), switches.all());
    }
}
