package dev.wigwag.http;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A body while it arrives, kept as a list of blocks: nothing is copied to make room, and a sender that cuts its body into
 * single bytes costs no more than one that does not. Used from one thread.
 */
final class ArrivingBody {

    private static final int FIRST_BLOCK = 4 * 1024;
    private static final int LARGEST_BLOCK = 64 * 1024;

    private final long limit;
    private final long declared;
    private final BodyBudget budget;
    private final BodyBudget.Reservation reservation;
    private final List<RawBody.Chunk> full = new ArrayList<>();

    private byte[] block = {};
    private int used;
    private long length;

    /**
     * An empty body.
     *
     * @param limit the most bytes it may have
     * @param declared its Content-Length, or -1
     */
    ArrivingBody(long limit, long declared, BodyBudget budget, BodyBudget.Reservation reservation) {
        this.limit = limit;
        this.declared = declared;
        this.budget = budget;
        this.reservation = reservation;
    }

    /** Takes the next bytes in, or says why it does not; then the body is of no use any more. */
    Optional<Problem> add(Buffer bytes) {
        if (bytes.length() > limit - length) {
            return Optional.of(Problem.bodyTooLarge(limit));
        }
        int from = 0;
        while (from < bytes.length()) {
            if (used == block.length && !nextBlock(bytes.length() - from)) {
                return Optional.of(Problem.noRoomForBody(budget.capacity()));
            }
            int count = Math.min(bytes.length() - from, block.length - used);
            bytes.getBytes(from, from + count, block, used);
            used += count;
            from += count;
            length += count;
        }
        return Optional.empty();
    }

    /** The whole body; nothing may be added any more. */
    RawBody finish() {
        closeBlock();
        return RawBody.ofChunks(full);
    }

    /** Forgets what has arrived, as the request is refused while its context lives on. */
    void discard() {
        full.clear();
        block = new byte[0];
        used = 0;
    }

    private boolean nextBlock(int atHand) {
        long wanted = declared > length ? declared - length : Math.max(atHand, Math.max(FIRST_BLOCK, length));
        int size = (int) Math.min(LARGEST_BLOCK, Math.min(wanted, limit - length));
        if (!reservation.grow(size)) {
            return false;
        }
        closeBlock();
        block = new byte[size];
        used = 0;
        return true;
    }

    private void closeBlock() {
        if (used > 0) {
            full.add(new RawBody.Chunk(block, used));
            used = 0;
        }
    }
}
