/** The Kubernetes side: the Rollout resource and its ledger, and what every reader of Flux and Flagger objects needs. */
package dev.wigwag.kube;
