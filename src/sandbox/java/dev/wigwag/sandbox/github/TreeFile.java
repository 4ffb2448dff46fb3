package dev.wigwag.sandbox.github;

/** A file of a commit: its path, the id of its content and its size in bytes. */
public record TreeFile(String path, String blob, long size) {}
