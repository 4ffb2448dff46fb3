/**
 * The core, pure Java: what a rollout is, how facts change it, what it is called. Imports nothing but the JDK, so that
 * every rule here can be read and tested without a cluster.
 *
 * <p>Records and enums that are part of the {@code Rollout} resource are named and shaped exactly as they stand in its
 * YAML; the {@code kube} package writes them as they are.
 */
package dev.wigwag.rollout;
