/** The sandbox as part of a running application: wired in by CDI, with a page to press the button and watch. */
package dev.wigwag.sandbox.page;
