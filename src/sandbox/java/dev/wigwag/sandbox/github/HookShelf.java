package dev.wigwag.sandbox.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The webhooks and their logs, under GitHub's rules: an attempt stays for three days, one that is asked for is made soon after the answer,
 * and only a cursor leads to the next page.
 */
public final class HookShelf {
    private static final Duration KEPT = Duration.ofDays(3);
    private static final String APP = "app";

    /** A hook; {@code owner} is where it lives in the API. */
    private record Hook(
            String owner, long id, String url, Function<Delivery, Exchange> sender, List<DeliveryAttempt> log) {
        private boolean is(String where, String number) {
            return owner.equalsIgnoreCase(where)
                    && (owner.equals(APP) || Long.toString(id).equals(number));
        }
    }

    private final Clock clock;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(70_000_000_000L);

    HookShelf(Clock clock) {
        this.clock = clock;
    }

    /**
     * Creates a hook.
     *
     * @param owner {@code repos/<owner>/<name>}, {@code orgs/<name>}, or {@code app}
     * @param url as its page shows it
     * @param sender what makes an attempt
     */
    public void create(String owner, long id, String url, Function<Delivery, Exchange> sender) {
        hooks.add(new Hook(owner, id, url, sender, new CopyOnWriteArrayList<>()));
    }

    /** Makes the first attempt at a delivery. */
    public Exchange send(long hook, Delivery delivery) {
        return logged(find(hook), find(hook).sender().apply(delivery), false);
    }

    /** Logs a first attempt that was made already. */
    public void sent(long hook, Exchange exchange) {
        logged(find(hook), exchange, false);
    }

    /** A hook's attempts, newest first, as far as they are kept. */
    public List<DeliveryAttempt> log(long hook) {
        return log(find(hook));
    }

    ApiReply list(String owner) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        hooks.stream().filter(hook -> hook.owner().equalsIgnoreCase(owner)).forEach(hook -> {
            ObjectNode json = list.addObject().put("id", hook.id()).put("name", "web");
            json.put("active", true).putArray("events").add("push");
            json.putObject("config").put("url", hook.url()).put("content_type", "json");
        });
        return ApiReply.of(200, list);
    }

    ApiReply config(String owner) {
        return hooks.stream()
                .filter(hook -> hook.owner().equals(owner))
                .findFirst()
                .map(hook ->
                        ApiReply.of(200, JsonNodeFactory.instance.objectNode().put("url", hook.url())))
                .orElseGet(ApiReply::notFound);
    }

    /** @param rest behind the hook: {@code deliveries}, or {@code deliveries/<id>/attempts} */
    ApiReply answer(String owner, String number, List<String> rest, ApiCall call) {
        Optional<Hook> hook =
                hooks.stream().filter(known -> known.is(owner, number)).findFirst();
        if (hook.isEmpty() || rest.isEmpty() || !rest.get(0).equals("deliveries")) {
            return ApiReply.notFound();
        }
        if (rest.size() == 1 && !call.isWrite()) {
            return page(hook.get(), call);
        }
        boolean again = rest.size() == 3 && rest.get(2).equals("attempts") && call.isWrite();
        return again ? redeliver(hook.get(), rest.get(1)) : ApiReply.notFound();
    }

    private ApiReply redeliver(Hook hook, String attempt) {
        Optional<DeliveryAttempt> of = log(hook).stream()
                .filter(known -> Long.toString(known.id()).equals(attempt))
                .findFirst();
        if (of.isEmpty()) {
            return ApiReply.notFound();
        }
        CompletableFuture.runAsync(
                () -> logged(hook, hook.sender().apply(of.get().delivery()), true));
        return ApiReply.of(202, JsonNodeFactory.instance.objectNode());
    }

    private Exchange logged(Hook hook, Exchange exchange, boolean redelivery) {
        hook.log()
                .add(
                        0,
                        new DeliveryAttempt(
                                ids.incrementAndGet(),
                                exchange.delivery(),
                                clock.instant(),
                                redelivery,
                                exchange.status(),
                                exchange.took()));
        return exchange;
    }

    private ApiReply page(Hook hook, ApiCall call) {
        int size = Math.max(1, Math.min(100, call.number("per_page", 30)));
        String cursor = call.query().getOrDefault("cursor", "");
        List<DeliveryAttempt> rest = log(hook).stream()
                .filter(attempt -> cursor.isEmpty() || attempt.id() < Long.parseLong(cursor.substring(3)))
                .toList();
        List<DeliveryAttempt> shown = rest.subList(0, Math.min(size, rest.size()));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        shown.forEach(attempt -> list.add(json(attempt)));
        ApiReply reply = ApiReply.of(200, list);
        if (shown.size() == rest.size()) {
            return reply;
        }
        String next = call.path() + "?per_page=" + size + "&cursor=v1_"
                + shown.get(shown.size() - 1).id();
        return reply.with("Link", "<https://api.github.com" + next + ">; rel=\"next\"");
    }

    private static ObjectNode json(DeliveryAttempt attempt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", attempt.id());
        json.put("guid", attempt.delivery().guid())
                .put("event", attempt.delivery().event());
        json.put("delivered_at", attempt.at().toString()).put("redelivery", attempt.redelivery());
        json.put("duration", attempt.took().toMillis() / 1000.0).put("status", attempt.status());
        return json.put("status_code", attempt.code());
    }

    private List<DeliveryAttempt> log(Hook hook) {
        List<DeliveryAttempt> kept = new ArrayList<>(hook.log());
        kept.removeIf(attempt -> attempt.at().isBefore(clock.instant().minus(KEPT)));
        return List.copyOf(kept);
    }

    private Hook find(long id) {
        return hooks.stream().filter(hook -> hook.id() == id).findFirst().orElseThrow();
    }
}
