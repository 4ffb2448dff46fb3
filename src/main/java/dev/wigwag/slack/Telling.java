package dev.wigwag.slack;

/**
 * One thing that a thread has to say.
 *
 * @param name of the thing it is about, unique within a rollout
 * @param told what is told of the thing once this has been said
 * @param words one line of mrkdwn, or of a list several
 * @param loud whether the channel is to hear it too: a failure, or a wait for a person
 * @param list whether it is several lines, which stand apart from others and are not folded with them
 */
record Telling(String name, Told told, String words, boolean loud, boolean list) {
    /** One that is a line. */
    Telling(String name, Told told, String words, boolean loud) {
        this(name, told, words, loud, false);
    }

    /** Several lines, said in the thread alone. */
    static Telling list(String name, Told told, String words) {
        return new Telling(name, told, words, false, true);
    }

    /** Said in the thread alone. */
    static Telling quiet(String name, Told told, String words) {
        return new Telling(name, told, words, false);
    }
}
