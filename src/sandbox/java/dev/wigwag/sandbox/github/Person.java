package dev.wigwag.sandbox.github;

/** Somebody who commits: the name and e-mail address git knows, and the GitHub login. */
public record Person(String name, String email, String login) {

    /** The person of the examples. */
    public static final Person ANA = new Person("Ana", "ana@acme.example", "ana");

    /** Who works with her. */
    public static final Person BEN = new Person("Ben", "ben@acme.example", "ben");
}
