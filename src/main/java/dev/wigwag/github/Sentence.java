package dev.wigwag.github;

import dev.wigwag.github.CommitStatus.State;

/** A status before it has a context: how it stands, and the words for it. */
record Sentence(State state, String words) {
    static Sentence pending(String words) {
        return new Sentence(State.pending, words);
    }

    static Sentence success(String words) {
        return new Sentence(State.success, words);
    }

    static Sentence failure(String words) {
        return new Sentence(State.failure, words);
    }

    static Sentence error(String words) {
        return new Sentence(State.error, words);
    }
}
