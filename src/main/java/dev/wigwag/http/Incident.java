package dev.wigwag.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** An error nobody expected: logged once with an id, of which the caller learns only the id. */
public final class Incident {

    private static final Logger LOG = Logger.getLogger(Incident.class);

    private Incident() {}

    /** Logs the error and gives the answer to it. */
    public static Refusal refusal(String path, Throwable error) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error(
                LogLine.of(RefusalCounter.label(Edge.at(path)))
                        .add("path", path)
                        .add("outcome", "unexpected")
                        .add("incident", id)
                        .toString(),
                error);
        return new Refusal(Problem.unexpected(id));
    }
}
