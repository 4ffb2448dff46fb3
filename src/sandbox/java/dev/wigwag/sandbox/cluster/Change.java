package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One stored write, numbered by the resource version it made.
 *
 * @param before the object as it was, null when the write created it
 * @param after the object as it is, null when the write removed it
 * @param last the newest state there is: {@code after}, or the removed object under its last resource version
 */
record Change(long version, ObjectNode before, ObjectNode after, ObjectNode last) {}
