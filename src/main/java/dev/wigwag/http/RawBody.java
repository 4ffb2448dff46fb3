package dev.wigwag.http;

import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;

/**
 * The bytes of one request's body exactly as received, held in pieces. Read-only, to be read from any thread, any number
 * of times, until the response has ended.
 */
public final class RawBody {

    /** The body of a request that has none. */
    public static final RawBody EMPTY = new RawBody(List.of());

    private static final String KEY = RawBody.class.getName();

    private final List<Chunk> chunks;
    private final long length;

    private RawBody(List<Chunk> chunks) {
        this.chunks = List.copyOf(chunks);
        this.length = chunks.stream().mapToLong(Chunk::length).sum();
    }

    /** A piece of a body: the first {@code length} bytes of the array, which nobody may write to. */
    record Chunk(byte[] bytes, int length) {}

    /** Receives a body piece by piece. */
    @FunctionalInterface
    public interface ChunkReader {
        /** Takes {@code length} bytes from the start of the array, without changing or keeping it. */
        void read(byte[] bytes, int length);
    }

    /** A body of these bytes, which must not be changed any more. */
    public static RawBody of(byte[] bytes) {
        return ofChunks(List.of(new Chunk(bytes, bytes.length)));
    }

    static RawBody ofChunks(List<Chunk> chunks) {
        return new RawBody(chunks);
    }

    /**
     * The body that was collected for this request.
     *
     * @throws IllegalStateException if the request did not come through the collector
     */
    public static RawBody of(RoutingContext context) {
        RawBody body = context.get(KEY);
        if (body == null) {
            throw new IllegalStateException("no body was collected for " + context.normalizedPath()
                    + "; only requests that came through the main router have one");
        }
        return body;
    }

    /** These bytes with the body behind them, as some senders sign it; the body is not copied. */
    public RawBody after(byte[] prefix) {
        List<Chunk> all = new ArrayList<>();
        all.add(new Chunk(prefix, prefix.length));
        all.addAll(chunks);
        return new RawBody(all);
    }

    void attachTo(RoutingContext context) {
        context.put(KEY, this);
    }

    /** Number of bytes. */
    public long length() {
        return length;
    }

    /** A new stream over the body from its beginning; it blocks never and needs no closing. */
    public InputStream open() {
        return new SequenceInputStream(Collections.enumeration(chunks.stream()
                .map(chunk -> new ByteArrayInputStream(chunk.bytes(), 0, chunk.length()))
                .toList()));
    }

    /** Hands over the body piece by piece, in order. */
    public void forEachChunk(ChunkReader reader) {
        chunks.forEach(chunk -> reader.read(chunk.bytes(), chunk.length()));
    }

    /** Feeds the whole body to a MAC that has been initialised. */
    public void digestInto(Mac mac) {
        forEachChunk((bytes, length) -> mac.update(bytes, 0, length));
    }

    /** Says how long the body is and nothing of what it holds. */
    @Override
    public String toString() {
        return "RawBody[" + length + " bytes]";
    }
}
