/** A stand-in for Flagger 1.44, and for the controllers that run the workloads it shifts traffic between. */
package dev.wigwag.sandbox.flagger;
