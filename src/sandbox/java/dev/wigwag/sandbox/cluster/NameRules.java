package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The names and labels the API server accepts: RFC 1123 subdomains for names, labels for namespaces, its own pattern for label values. */
final class NameRules {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern DNS_SUBDOMAIN = Pattern.compile(DNS_LABEL + "(\\." + DNS_LABEL + ")*");
    private static final Pattern LABEL_WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    private NameRules() {}

    /** Refuses with 422 when the name, the namespace or a label of this object is not one the API server takes. */
    static void check(ServedKind kind, JsonNode metadata) {
        String name = metadata.path("name").asText();
        if (name.length() > LONGEST_NAME || !DNS_SUBDOMAIN.matcher(name).matches()) {
            throw ApiFailure.invalid(
                    kind,
                    name,
                    "metadata.name",
                    "Invalid value: \"%s\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character, in no more than %d characters"
                            .formatted(name, LONGEST_NAME));
        }
        String namespace = metadata.path("namespace").asText();
        if (kind.namespaced()
                && (namespace.length() > LONGEST_LABEL
                        || !DNS_LABEL.matcher(namespace).matches())) {
            throw ApiFailure.invalid(
                    kind,
                    name,
                    "metadata.namespace",
                    "Invalid value: \"%s\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', in no more than %d characters"
                            .formatted(namespace, LONGEST_LABEL));
        }
        metadata.path("labels").properties().forEach(label -> checkLabel(kind, name, label.getKey(), label.getValue()));
    }

    private static void checkLabel(ServedKind kind, String name, String key, JsonNode value) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        boolean prefixed = slash < 0
                || prefix.length() <= LONGEST_NAME
                        && DNS_SUBDOMAIN.matcher(prefix).matches();
        if (!prefixed || !word(key.substring(slash + 1))) {
            throw ApiFailure.invalid(
                    kind, name, "metadata.labels", "Invalid value: \"%s\": not a qualified name".formatted(key));
        }
        String text = value.asText();
        if (!value.isTextual() || !text.isEmpty() && !word(text)) {
            throw ApiFailure.invalid(
                    kind,
                    name,
                    "metadata.labels",
                    "Invalid value: \"%s\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character, in no more than %d characters"
                            .formatted(text, LONGEST_LABEL));
        }
    }

    private static boolean word(String text) {
        return text.length() <= LONGEST_LABEL && LABEL_WORD.matcher(text).matches();
    }
}
