/**
 * GitHub's side of the sandbox: a local bare repository that takes commits, and a sender that composes webhook deliveries from it with
 * GitHub's headers, keys and signature.
 */
package dev.wigwag.sandbox.github;
