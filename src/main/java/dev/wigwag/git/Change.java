package dev.wigwag.git;

import java.time.Instant;

/**
 * One commit of a changelog, fit to be shown.
 *
 * @param sha 40 hex digits
 * @param subject the first line of its message that says something; at most {@value #SUBJECT} code points, empty if none does
 * @param author the name that Git has; at most {@value #NAME} code points
 * @param email of the author, as Git has it; null if it is none
 * @param at when it was written
 * @param pullRequest the number that its message names as the merged one; null if it names none
 */
record Change(String sha, String subject, String author, String email, Instant at, Integer pullRequest) {
    static final int SUBJECT = 120;
    static final int NAME = 60;
}
