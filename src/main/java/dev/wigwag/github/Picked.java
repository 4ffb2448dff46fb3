package dev.wigwag.github;

import java.util.Map;

/**
 * The few fields of a payload that are used, by their path ({@code /repository/full_name}).
 *
 * @param scalars texts, numbers and booleans as they are written; a field that is null or missing is not in it
 * @param sizes how many elements a list has
 */
record Picked(Map<String, String> scalars, Map<String, Integer> sizes) {
    /** The field, or null. */
    String text(String path) {
        return scalars.get(path);
    }

    /** The field, which has to be there. */
    String required(String path) throws Malformed {
        String text = scalars.get(path);
        if (text == null || text.isBlank()) {
            throw new Malformed("the payload has no " + path.substring(1).replace('/', '.'));
        }
        return text;
    }

    /** Whether the field is true; absent is false. */
    boolean isTrue(String path) throws Malformed {
        String text = scalars.get(path);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new Malformed(path.substring(1).replace('/', '.') + " is not a boolean");
        }
        return "true".equals(text);
    }

    /** How many elements the list has; absent is 0. */
    int size(String path) {
        return sizes.getOrDefault(path, 0);
    }
}
