package dev.wigwag.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawBodyTest {

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void theBytesComeOutAsTheyWentInHoweverTheyWereCut(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(5000)];
        random.nextBytes(bytes);
        RawBody body = inPieces(bytes, random);

        assertThat(body.length()).isEqualTo(bytes.length);
        assertThat(body.open().readAllBytes()).isEqualTo(bytes);
        assertThat(body.open().readAllBytes()).as("opened again").isEqualTo(bytes);

        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        body.forEachChunk((chunk, length) -> copy.write(chunk, 0, length));
        assertThat(copy.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void anEmptyBodyHasNothingToRead() throws IOException {
        assertThat(RawBody.EMPTY.length()).isZero();
        assertThat(RawBody.EMPTY.open().read()).isEqualTo(-1);
        assertThat(RawBody.of(new byte[0]).open().readAllBytes()).isEmpty();
    }

    @Test
    void aBodyNeverShowsWhatItHolds() {
        assertThat(RawBody.of("secret".getBytes(UTF_8)).toString()).isEqualTo("RawBody[6 bytes]");
    }

    static RawBody inPieces(byte[] bytes, Random random) {
        List<RawBody.Chunk> chunks = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int length = Math.min(random.nextInt(700), bytes.length - from);
            byte[] block = new byte[length + random.nextInt(10)];
            System.arraycopy(bytes, from, block, 0, length);
            chunks.add(new RawBody.Chunk(block, length));
            from += length;
        }
        return RawBody.ofChunks(chunks);
    }
}
