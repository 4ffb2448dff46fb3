package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A call that says when it has begun and does not end until it is let go. */
final class Held<A, R> implements Function<A, R> {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Function<A, R> call;

    Held(Function<A, R> call) {
        this.call = call;
    }

    @Override
    public R apply(A argument) {
        begun.countDown();
        await(end);
        return call.apply(argument);
    }

    void awaitBegin() {
        await(begun);
    }

    void letGo() {
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
