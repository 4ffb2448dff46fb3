/** Slack's side of the sandbox: its Web API with a few channels, as strict and as moody as the real one. */
package dev.wigwag.sandbox.slack;
