/**
 * What the edges share: taking a body in within limits, checking its signature, refusing with a reason, and keeping
 * secrets out of everything that leaves the process.
 */
package dev.wigwag.http;
