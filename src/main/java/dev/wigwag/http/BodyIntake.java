package dev.wigwag.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in the body of one request, on its event loop and without a thread of its own, then lets the request go on. Ends
 * in one of three ways: the body is whole, it is refused, or the sender is gone.
 */
final class BodyIntake {

    private static final String CONTINUED = BodyIntake.class.getName() + ".continued";

    private final RoutingContext context;
    private final ArrivingBody body;
    private final BodyBudget.Reservation reservation;
    private final Duration timeout;
    private final Refuser refuser;

    private long timer;
    private boolean over;

    BodyIntake(
            RoutingContext context,
            ArrivingBody body,
            BodyBudget.Reservation reservation,
            Duration timeout,
            Refuser refuser) {
        this.context = context;
        this.body = body;
        this.reservation = reservation;
        this.timeout = timeout;
        this.refuser = refuser;
    }

    /** Whether the sender of this request has been told to go on with its body. */
    static boolean hasContinued(RoutingContext context) {
        return Boolean.TRUE.equals(context.get(CONTINUED));
    }

    /** Starts to read. The reservation lives until the response has ended or the connection is closed. */
    void start() {
        HttpServerRequest request = context.request();
        context.addEndHandler(done -> {
            stop();
            reservation.release();
        });
        timer = context.vertx().setTimer(timeout.toMillis(), id -> refuse(Problem.bodyTooSlow(timeout)));
        request.exceptionHandler(cut -> gone());
        request.handler(this::take);
        request.endHandler(end -> complete());
        if (new RequestHead(request).waitsForContinue()) {
            context.put(CONTINUED, true);
            context.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer bytes) {
        if (!over) {
            body.add(bytes).ifPresent(this::refuse);
        }
    }

    private void complete() {
        if (!stop()) {
            return;
        }
        context.request().headers().remove(HttpHeaders.EXPECT);
        handOver(context, body.finish());
    }

    /** Lets the request go on with its body. */
    static void handOver(RoutingContext context, RawBody whole) {
        whole.attachTo(context);
        // Funqy makes Quarkus put a handler before every route that would read the body once more, into one array. It
        // passes by what it has seen, and Funqy finds the body where that handler would have left it.
        RoutingContextInternal internal = (RoutingContextInternal) context;
        internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
        internal.setBody(joined(whole));
        context.next();
    }

    private void refuse(Problem problem) {
        if (stop()) {
            body.discard();
            reservation.release();
            refuser.refuse(context, new Refusal(problem));
        }
    }

    private void gone() {
        stop();
        body.discard();
        reservation.release();
    }

    /** True for the first to end the intake; everything runs on one event loop, so there is a first. */
    private boolean stop() {
        if (over) {
            return false;
        }
        over = true;
        context.vertx().cancelTimer(timer);
        return true;
    }

    /** One buffer over the same bytes, without copying them. */
    private static Buffer joined(RawBody body) {
        List<ByteBuf> parts = new ArrayList<>();
        body.forEachChunk((bytes, length) -> parts.add(Unpooled.wrappedBuffer(bytes, 0, length)));
        return BufferImpl.buffer(Unpooled.wrappedBuffer(parts.size() + 1, parts.toArray(ByteBuf[]::new)));
    }
}
