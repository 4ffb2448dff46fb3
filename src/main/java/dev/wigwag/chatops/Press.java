package dev.wigwag.chatops;

import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;

/**
 * A button that somebody pressed. It says what it stood for when it was drawn, which may be long ago.
 *
 * @param run the run whose picture it was on
 */
public record Press(ObjectKey canary, String run, Gate gate) {}
