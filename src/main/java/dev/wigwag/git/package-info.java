/**
 * What a commit holds, read from Git for any host: which commits came with a revision, and which Kustomizations and HelmReleases
 * of a source it touches. All of it is for people to see; nothing that is done or left undone hangs on it.
 */
package dev.wigwag.git;
