/**
 * Flux's side of the sandbox: a stand-in for source-controller that fetches GitRepositories from local forges and writes their status in
 * the order the real one does, and the cluster of the tutorial to start from.
 */
package dev.wigwag.sandbox.flux;
