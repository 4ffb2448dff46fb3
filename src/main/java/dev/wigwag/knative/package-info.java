/** Knative: CloudEvents from ApiServerSource and PingSource, received by a Funqy function. */
package dev.wigwag.knative;
