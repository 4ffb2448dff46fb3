/**
 * The read-only JSON interface: rollouts as they are stored, for who holds a token, and their bare outline for everybody
 * where that is allowed.
 */
package dev.wigwag.api;
