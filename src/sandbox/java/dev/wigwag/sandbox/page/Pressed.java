package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.github.Exchange;
import java.util.Map;

/** What one press of the button led to, as the page shows it: GitHub's request and the application's answer. */
public record Pressed(Request delivery, Answer answer) {

    private static final int SHOWN = 600;

    /** {@code body} is the beginning of the body, {@code bytes} the length of all of it. */
    public record Request(String guid, Map<String, String> headers, int bytes, String body) {}

    /** {@code status} is 0 when there was no answer. */
    public record Answer(int status, String body, long millis) {}

    static Pressed of(Exchange exchange) {
        String text = exchange.delivery().text();
        return new Pressed(
                new Request(
                        exchange.delivery().guid(),
                        exchange.delivery().headers(),
                        exchange.delivery().body().length,
                        text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…"),
                new Answer(exchange.status(), exchange.answer(), exchange.took().toMillis()));
    }
}
