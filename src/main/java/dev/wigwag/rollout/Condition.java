package dev.wigwag.rollout;

import java.time.Instant;

/** A Kubernetes condition ({@code .status.conditions[]}), shaped as {@code metav1.Condition}. */
public record Condition(String type, String status, String reason, String message, Instant lastTransitionTime) {}
