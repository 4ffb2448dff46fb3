/**
 * An in-process Kubernetes API to run and test against. It keeps objects in memory and answers over real HTTP, with the status codes,
 * bodies, paging, conflicts and watches that the application relies on. Never part of the shipped artefact.
 */
package dev.wigwag.sandbox.cluster;
