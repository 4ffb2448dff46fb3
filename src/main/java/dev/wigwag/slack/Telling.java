package dev.wigwag.slack;

/**
 * One thing that a thread has to say.
 *
 * @param name of the thing it is about, unique within a rollout
 * @param told what is told of the thing once this has been said
 * @param words one line of mrkdwn; null if it is only to be taken note of
 * @param loud whether the channel is to hear it too: a failure, or a wait for a person
 */
record Telling(String name, Told told, String words, boolean loud) {
    /** Said in the thread alone. */
    static Telling quiet(String name, Told told, String words) {
        return new Telling(name, told, words, false);
    }
}
