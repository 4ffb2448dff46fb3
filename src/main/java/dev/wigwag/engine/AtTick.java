package dev.wigwag.engine;

/** What an outside system has to do now and then, whatever happens in the cluster. A port. */
public interface AtTick {
    /**
     * Does it, if it is time for it. Takes a few seconds at most, tells trouble in the log, and throws nothing.
     *
     * @return how much was asked of the outside system
     */
    int hear();
}
