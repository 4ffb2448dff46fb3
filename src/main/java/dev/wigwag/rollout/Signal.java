package dev.wigwag.rollout;

/** A normalised fact from outside that may change a rollout. Only {@link Push} obliges us; the rest are hints. */
public sealed interface Signal permits Push, PackagePublished, ObjectChanged, Tick {}
