package dev.wigwag.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bodies in the pieces in which a request's body is kept, for benchmarks. */
public final class ReceivedBody {
    private static final int BLOCK = 64 * 1024;

    private ReceivedBody() {}

    /** The body as it is kept after it has arrived. */
    public static RawBody of(byte[] bytes) {
        List<RawBody.Chunk> blocks = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += BLOCK) {
            byte[] block = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + BLOCK));
            blocks.add(new RawBody.Chunk(block, block.length));
        }
        return RawBody.ofChunks(blocks);
    }
}
