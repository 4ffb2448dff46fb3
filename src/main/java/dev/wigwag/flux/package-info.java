/**
 * Flux: which sources a push or a package moves, asking Flux to look now, its events, and reading what is live of a source.
 */
package dev.wigwag.flux;
