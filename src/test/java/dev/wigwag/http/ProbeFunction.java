package dev.wigwag.http;

import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A function of its own event type; that there is one makes Quarkus read every body before the routes. */
public class ProbeFunction {

    static final String TYPE = "dev.wigwag.http.probe";
    static final AtomicReference<String> LAST = new AtomicReference<>();

    @Funq
    @CloudEventMapping(trigger = TYPE)
    public void httpProbe(CloudEvent<byte[]> event) {
        LAST.set(new String(event.data(), StandardCharsets.UTF_8));
    }
}
