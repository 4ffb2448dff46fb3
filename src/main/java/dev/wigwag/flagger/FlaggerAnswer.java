package dev.wigwag.flagger;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of an event.
 *
 * @param outcome queued, heard, late or noise
 * @param object the Canary it is about
 */
@RegisterForReflection
public record FlaggerAnswer(String outcome, String object) {}
