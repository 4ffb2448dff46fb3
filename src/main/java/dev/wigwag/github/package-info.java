/** GitHub: its webhook deliveries, verified over their raw bytes and read by hand. */
package dev.wigwag.github;
