package dev.wigwag.rollout;

import java.time.Instant;

/**
 * What Flagger's messages said last of a run that is worth keeping ({@code .status.stages[].canary.heard}), since no object
 * would tell it again.
 *
 * @param what a {@link CanaryNews.What}
 * @param words for people; null if there are none
 * @param at when Flagger said it
 */
public record LastWord(CanaryNews.What what, String words, Instant at) {}
