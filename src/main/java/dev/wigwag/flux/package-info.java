/** Flux: which sources a push or a package moves, and asking Flux to look now. */
package dev.wigwag.flux;
