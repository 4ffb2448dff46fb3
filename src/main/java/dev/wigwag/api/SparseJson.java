package dev.wigwag.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.wigwag.http.Redaction;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Writes views as the resource is written: what is null or empty left out, instants in ISO form. Every text passes the
 * redaction, as the reason of a failure may quote an address with credentials in it.
 */
@Singleton
final class SparseJson {
    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .registerModule(new SimpleModule("redaction").addSerializer(String.class, new Redacted()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

    /** The JSON of a view or a page. */
    String of(Object view) {
        try {
            return mapper.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view of a rollout cannot be written as JSON", e);
        }
    }

    private static final class Redacted extends StdScalarSerializer<String> {
        private static final long serialVersionUID = 1L;

        Redacted() {
            super(String.class);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, String text) {
            return text.isEmpty();
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Redaction.apply(text));
        }
    }
}
