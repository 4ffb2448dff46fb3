/** Wigwag: the signaller between Flux, Flagger and people. Each outside system has a package of its own below. */
package dev.wigwag;
