package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.ApiAnswer.Watching;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sends the events of watches over their connections, each in the order of the writes. */
final class WatchStreams {

    /** A client this far behind is cut off instead of being buffered for without end. */
    private static final int MOST_PENDING = 20_000;

    private final Vertx vertx;
    private final ObjectStore store;
    private final OpenWatches open;

    WatchStreams(Vertx vertx, ObjectStore store, OpenWatches open) {
        this.vertx = vertx;
        this.store = store;
        this.open = open;
    }

    /** Takes over the request's connection. Must run on its event loop. */
    void open(HttpServerRequest request, Watching watching) {
        Runnable cut = () -> request.connection().close();
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.toWebSocket()
                    .onSuccess(socket -> serve(socket, watching, cut))
                    .onFailure(broken -> cut.run());
        } else {
            HttpServerResponse response =
                    request.response().setChunked(true).putHeader("Content-Type", "application/json");
            Runnable end =
                    start(watching, cut, event -> response.write(event.appendString("\n")), finished -> response.end());
            response.endHandler(ended -> end.run());
            response.closeHandler(closed -> end.run());
        }
    }

    private void serve(ServerWebSocket socket, Watching watching, Runnable cut) {
        Runnable end = start(
                watching,
                cut,
                event -> socket.writeTextMessage(event.toString()),
                finished -> socket.close((short) 1000, "watch ended"));
        socket.closeHandler(closed -> end.run());
    }

    private Runnable start(
            Watching watching, Runnable cut, Function<Buffer, Future<Void>> send, Consumer<Void> finish) {
        Context loop = vertx.getOrCreateContext();
        AtomicInteger pending = new AtomicInteger();
        Consumer<ObjectNode> emit = event -> {
            if (pending.incrementAndGet() > MOST_PENDING) {
                cut.run();
                return;
            }
            loop.runOnContext(turn -> send.apply(HttpFront.bytes(event)).onComplete(sent -> pending.decrementAndGet()));
        };
        open.add(cut);
        Watch watch = new Watch(watching.kind(), watching.selection());
        Runnable unsubscribe;
        try {
            unsubscribe = store.watch(
                    watching.kind().resource(),
                    watching.since(),
                    change -> watch.event(change).ifPresent(emit));
        } catch (ApiFailure tooOld) {
            emit.accept(Watch.error(tooOld));
            loop.runOnContext(turn -> finish.accept(null));
            return () -> open.remove(cut);
        }
        watching.timeout()
                .ifPresent(timeout -> vertx.setTimer(Math.max(1, timeout.toMillis()), timer -> finish.accept(null)));
        return () -> {
            unsubscribe.run();
            open.remove(cut);
        };
    }
}
