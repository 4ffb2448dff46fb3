package dev.wigwag.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a payload once, from front to back, and keeps only the fields asked for: a push of 25 MB costs no more memory
 * than a small one.
 */
public final class PayloadReader {
    /** GitHub nests a dozen levels; deeper than this is an attack on the stack. */
    private static final int DEPTH = 200;

    /** The longest text that is used is a commit message; GitHub cuts none, we keep far less. */
    private static final int TEXT = 1_000_000;

    /** Field names are the sender's: interning them would let it fill the virtual machine's table of strings. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(TEXT)
                    .maxNumberLength(100)
                    .build())
            .build();

    /** Somebody who reads the elements of one list for himself, so that not all of them have to be kept. */
    public interface Elements {
        /** The list's path, which is none of those wanted. */
        String path();

        /** The list begins, perhaps not for the first time: of doubled fields the last counts. */
        void begin();

        /**
         * One element of it.
         *
         * @param parser at the element's first token; to be left at its last
         */
        void element(JsonParser parser) throws IOException;
    }

    private final Elements elements;
    private final Set<String> wanted;
    /** The paths on the way to a wanted field; everything else is skipped without being looked at. */
    private final Set<String> onTheWay = new HashSet<>();

    private final Map<String, String> scalars = new HashMap<>();

    private PayloadReader(Set<String> wanted, Elements elements) {
        this.wanted = wanted;
        this.elements = elements;
        for (String path : wanted) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                onTheWay.add(path.substring(0, slash));
            }
        }
    }

    /**
     * Picks fields.
     *
     * @param json one JSON object and nothing behind it
     * @param wanted paths of fields, with the index for an element of a list: {@code /tags/0/name}; a
     *     list itself is none
     * @throws Malformed if it is not one whole JSON object, is nested too deeply, or a wanted field is an object
     */
    public static Picked pick(InputStream json, Set<String> wanted) throws Malformed {
        return pick(json, wanted, null);
    }

    /** The same, with somebody who reads a list's elements; null for nobody. */
    public static Picked pick(InputStream json, Set<String> wanted, Elements elements) throws Malformed {
        PayloadReader reader = new PayloadReader(wanted, elements);
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("the payload is not a JSON object");
            }
            reader.object(parser, "");
            if (parser.nextToken() != null) {
                throw new Malformed("something stands behind the payload's JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new Malformed("the payload is not well-formed JSON (line "
                    + (e.getLocation() == null ? "unknown" : e.getLocation().getLineNr())
                    + ", or too deep or too long)");
        } catch (CharConversionException e) {
            throw new Malformed("the payload is not encoded as it says");
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory could not be read", e);
        }
        return new Picked(reader.scalars);
    }

    private void object(JsonParser parser, String path) throws IOException, Malformed {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            // GitHub has no such names, and one could pass for a path.
            if (name.indexOf('/') >= 0) {
                parser.skipChildren();
            } else {
                value(parser, path + "/" + name);
            }
        }
    }

    private void value(JsonParser parser, String path) throws IOException, Malformed {
        boolean used = wanted.contains(path);
        if (used || onTheWay.contains(path)) {
            forget(path);
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                if (used) {
                    throw new Malformed(path.substring(1).replace('/', '.') + " is an object");
                }
                descend(parser, path);
            }
            case START_ARRAY -> {
                if (elements != null && elements.path().equals(path)) {
                    elements(parser);
                } else {
                    list(parser, path);
                }
            }
            case VALUE_NULL -> {
                // Null is absent.
            }
            default -> {
                if (used) {
                    scalars.put(path, parser.getText());
                }
            }
        }
    }

    /** Of doubled fields the last counts as a whole; two halves would make a payload that nobody sent. */
    private void forget(String path) {
        String below = path + "/";
        scalars.keySet().removeIf(known -> known.equals(path) || known.startsWith(below));
    }

    private void elements(JsonParser parser) throws IOException {
        elements.begin();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.element(parser);
        }
    }

    private void list(JsonParser parser, String path) throws IOException, Malformed {
        boolean inside = onTheWay.contains(path);
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (inside) {
                value(parser, path + "/" + size);
            } else {
                parser.skipChildren();
            }
            size++;
        }
    }

    private void descend(JsonParser parser, String path) throws IOException, Malformed {
        if (onTheWay.contains(path)) {
            object(parser, path);
        } else {
            parser.skipChildren();
        }
    }
}
