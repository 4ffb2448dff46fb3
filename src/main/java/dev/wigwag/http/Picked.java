package dev.wigwag.http;

import java.util.Map;

/**
 * The few fields of a payload that are used, by their path ({@code /repository/full_name}).
 *
 * @param scalars texts, numbers and booleans as they are written; a field that is null or missing is not in it
 */
public record Picked(Map<String, String> scalars) {
    /** The field, or null. */
    public String text(String path) {
        return scalars.get(path);
    }

    /** The field, which has to be there. */
    public String required(String path) throws Malformed {
        String text = scalars.get(path);
        if (text == null || text.isBlank()) {
            throw new Malformed("the payload has no " + path.substring(1).replace('/', '.'));
        }
        return text;
    }

    /** Whether the field is true; absent is false. */
    public boolean isTrue(String path) throws Malformed {
        String text = scalars.get(path);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new Malformed(path.substring(1).replace('/', '.') + " is not a boolean");
        }
        return "true".equals(text);
    }
}
