package dev.wigwag.sandbox.github;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Switches that make the API misbehave in the ways GitHub's does. Each takes a method and a regular expression for the whole path. */
public final class ApiFaults {
    /** What becomes of a request. */
    enum Turn {
        /** It is answered with an error, and nothing is done. */
        REFUSED,
        /** The connection is closed, and nothing is done. */
        CUT,
        /** It is done, and the connection is closed without an answer. */
        CUT_AFTER,
        /** It is done, and answered late. */
        LATE
    }

    /** One request's fault; what does not belong to its turn is null. */
    record Fault(Turn turn, ApiReply reply, Duration delay) {}

    private record Order(Predicate<ApiCall> match, AtomicInteger left, Fault fault) {}

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private Random dice;
    private double failing;
    private double late;

    /** Answers the next requests with this status, and does nothing for them. */
    public void answer(int times, String method, String pathRegex, int status) {
        ApiReply reply = ApiReply.failure(status, status >= 500 ? "Server Error" : "As ordered");
        order(times, method, pathRegex, new Fault(Turn.REFUSED, reply, null));
    }

    /** Answers the next request with a status, a message and one header, and does nothing for it. */
    public void answer(String method, String pathRegex, int status, String message, String header, String value) {
        ApiReply reply = ApiReply.failure(status, message).with(header, value);
        order(1, method, pathRegex, new Fault(Turn.REFUSED, reply, null));
    }

    /** Closes the connection of the next requests before anything is done. */
    public void cut(int times, String method, String pathRegex) {
        order(times, method, pathRegex, new Fault(Turn.CUT, null, null));
    }

    /** Does the next requests and closes their connection without an answer. */
    public void cutAfterDoing(int times, String method, String pathRegex) {
        order(times, method, pathRegex, new Fault(Turn.CUT_AFTER, null, null));
    }

    /** Does the next requests and holds back their answers. */
    public void late(int times, String method, String pathRegex, Duration delay) {
        order(times, method, pathRegex, new Fault(Turn.LATE, null, delay));
    }

    /**
     * From now on fails some of the requests at random, half of them with 502 and half by a closed connection, and does some others without
     * ever answering.
     *
     * @param failing the share of requests that fail, from 0 to 1
     * @param late the share that is done and not answered
     */
    public synchronized void unreliable(Random dice, double failing, double late) {
        this.dice = dice;
        this.failing = failing;
        this.late = late;
    }

    /** Takes back every switch. */
    public synchronized void clear() {
        orders.clear();
        dice = null;
    }

    Optional<Fault> of(ApiCall call) {
        return orders.stream()
                .filter(order -> order.match().test(call))
                .filter(order -> order.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0)
                .map(Order::fault)
                .findFirst()
                .or(this::thrown);
    }

    private synchronized Optional<Fault> thrown() {
        if (dice == null) {
            return Optional.empty();
        }
        double roll = dice.nextDouble();
        if (roll < failing / 2) {
            return Optional.of(new Fault(Turn.REFUSED, ApiReply.failure(502, "Server Error"), null));
        }
        if (roll < failing) {
            return Optional.of(new Fault(Turn.CUT, null, null));
        }
        return roll < failing + late ? Optional.of(new Fault(Turn.CUT_AFTER, null, null)) : Optional.empty();
    }

    private void order(int times, String method, String pathRegex, Fault fault) {
        Pattern path = Pattern.compile(pathRegex);
        orders.add(new Order(
                call -> call.method().equals(method)
                        && path.matcher(call.path()).matches(),
                new AtomicInteger(times),
                fault));
    }
}
