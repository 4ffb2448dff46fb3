/**
 * Brings signals, the live cluster and the ledger together. What it needs from outside it states as ports ({@link
 * dev.wigwag.engine.Sources}, {@link dev.wigwag.engine.ReconcileRequests}, {@link dev.wigwag.engine.Ledger}); the
 * systems' packages provide them and never meet each other.
 */
package dev.wigwag.engine;
