package dev.wigwag.slack;

import dev.wigwag.rollout.Rollout;

/**
 * What a channel is to see of a rollout.
 *
 * @param channel as the configuration or the annotation has it
 * @param rollout with the stages alone that are routed there
 */
record ChannelView(String channel, Rollout rollout) {}
