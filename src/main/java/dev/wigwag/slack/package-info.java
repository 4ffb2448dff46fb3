/** Slack: the message that shows a rollout, and the client that posts it, keeps it up to date and finds it again. */
package dev.wigwag.slack;
