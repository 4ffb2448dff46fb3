package dev.wigwag.chatops;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a person says is read, allowed or not, done and answered. */
@ApplicationScoped
public class ChatOps {
    /**
     * Takes a command line, without the command's own name.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or written: nothing was decided then
     */
    public Reply answer(Speaker speaker, String text) {
        return new Reply(false, "Not understood", List.of(text));
    }

    /**
     * Takes the press of a button.
     *
     * @throws dev.wigwag.engine.ClusterException if the cluster could not be read or written: nothing was decided then
     */
    public Reply press(Speaker speaker, Press press) {
        return new Reply(false, "Not understood", List.of(press.toString()));
    }
}
