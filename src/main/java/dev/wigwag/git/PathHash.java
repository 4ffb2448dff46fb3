package dev.wigwag.git;

/**
 * Paths as numbers of 64 bits, which take a tenth of the room. Two paths of the same number are not to be expected in any
 * repository; if somebody makes some, a line of a picture is sorted wrongly.
 */
final class PathHash {
    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private PathHash() {}

    static long of(String path) {
        long hash = START;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * PRIME;
        }
        return spread(hash);
    }

    /** Those of the root, of each directory on the way, and of the path itself; so the root has one. */
    static long[] chain(String path) {
        if (path.isEmpty()) {
            return new long[] {of(path)};
        }
        int steps = 2 + (int) path.chars().filter(letter -> letter == '/').count();
        long[] chain = new long[steps];
        chain[0] = of("");
        long hash = START;
        int at = 1;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                chain[at++] = spread(hash);
            }
            hash = (hash ^ path.charAt(i)) * PRIME;
        }
        chain[at] = spread(hash);
        return chain;
    }

    private static long spread(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 29;
    }
}
