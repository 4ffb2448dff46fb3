package dev.wigwag.github;

import dev.wigwag.bench.PushComposer;
import dev.wigwag.bench.SignedPush;
import dev.wigwag.http.Hmac;
import dev.wigwag.http.Malformed;
import dev.wigwag.http.RawBody;
import dev.wigwag.http.ReceivedBody;
import dev.wigwag.http.ScopedSecret;
import dev.wigwag.http.Signature;
import dev.wigwag.rollout.Push;
import dev.wigwag.sandbox.github.BodyForm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a push to the push: the signature is checked, then the payload is read, as the webhook does it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PushReadingBenchmark {
    private static final String SECRET = "a-secret-of-the-benchmark";

    /** Bytes of JSON in the push; as a form it has more. */
    @Param({"8192", "1048576"})
    public int bytes;

    /** How the JSON is wrapped. */
    @Param
    public BodyForm form;

    private List<ScopedSecret> secrets;
    private List<String> header;
    private RawBody body;

    /** Composes and signs the push. */
    @Setup
    public void compose() {
        byte[] json = PushComposer.create().push("acme/fleet", "ab".repeat(20), Instant.EPOCH, bytes);
        byte[] sent = form == BodyForm.JSON ? json : form(json);
        secrets = List.of(ScopedSecret.unbound(SECRET.getBytes(StandardCharsets.UTF_8)));
        header = List.of(SignedPush.of("acme/fleet", sent, SECRET).signature());
        body = ReceivedBody.of(sent);
    }

    /** Verifies and reads. */
    @Benchmark
    public Push verifyAndRead() throws IOException, Malformed {
        Signature claimed = Signature.parse(WebhookSecrets.HEADER, header);
        if (Hmac.signers(body, claimed, secrets).isEmpty()) {
            throw new IllegalStateException("the composed push is not signed as the webhook expects it");
        }
        try (InputStream payload = form == BodyForm.JSON ? body.open() : FormPayload.of(body.open())) {
            return PushPayload.read(payload, "a-delivery");
        }
    }

    private static byte[] form(byte[] json) {
        String encoded = URLEncoder.encode(new String(json, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return ("payload=" + encoded).getBytes(StandardCharsets.US_ASCII);
    }
}
