package dev.wigwag.rollout;

/**
 * One commit of a rollout's changes ({@code .spec.changes.commits[]}).
 *
 * @param sha 40 hex digits
 * @param subject the first line of its message that says something, cut; null if none does
 * @param author the name that Git has, cut; null if there is none
 * @param pullRequest the number of the pull request that its message says it merges; null if it says none
 */
public record ListedCommit(String sha, String subject, String author, Integer pullRequest) {}
