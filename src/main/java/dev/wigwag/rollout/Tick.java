package dev.wigwag.rollout;

/** Time to look at everything again. */
public record Tick() implements Signal {}
