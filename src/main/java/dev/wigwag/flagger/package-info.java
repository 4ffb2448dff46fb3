/**
 * Flagger: its events, and reading a canary: its messages, its plan and how far it has come, the weight really routed, and
 * why its pods are not ready.
 */
package dev.wigwag.flagger;
