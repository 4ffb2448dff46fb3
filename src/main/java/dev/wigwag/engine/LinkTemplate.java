package dev.wigwag.engine;

import dev.wigwag.rollout.Rollout;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where what is shown of a rollout leads to ({@code wigwag.link}): an address with names in braces, in whose place the rollout's values come,
 * percent-encoded. Without a template it leads nowhere.
 */
public final class LinkTemplate {
    private static final String PROPERTY = "wigwag.link";
    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

    /** Browsers and GitHub take that much; a link that is cut leads nowhere, so a longer one is left out. */
    private static final int LONGEST = 2000;

    private static final Map<String, String> SAMPLE =
            Map.of("namespace", "n", "name", "n", "revision", "r", "sha", "s", "cluster", "c", "source", "s");

    private final String template;

    private LinkTemplate(String template) {
        this.template = template;
    }

    /**
     * Reads the property.
     *
     * @param template empty for no links
     * @throws IllegalArgumentException if it is no http or https address, or has a name in braces that means nothing
     */
    public static LinkTemplate of(Optional<String> template) {
        String text = template.map(String::strip).orElse("");
        if (text.isEmpty()) {
            return new LinkTemplate(text);
        }
        if (!text.startsWith("https://") && !text.startsWith("http://")) {
            throw new IllegalArgumentException(PROPERTY + " begins with neither https:// nor http://, and GitHub takes"
                    + " no other links; write for example https://ops.example.org/{namespace}/{name}");
        }
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            if (!SAMPLE.containsKey(name.group(1))) {
                throw new IllegalArgumentException(PROPERTY + " has {" + name.group(1)
                        + "}, which means nothing; use of " + new TreeSet<>(SAMPLE.keySet()));
            }
        }
        try {
            if (URI.create(filled(text, SAMPLE)).getHost() == null) {
                throw new IllegalArgumentException("without a host");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PROPERTY + " is no address once its braces are filled in; write for"
                    + " example https://ops.example.org/{namespace}/{name}");
        }
        return new LinkTemplate(text);
    }

    /** The link to a rollout; null for none. */
    public String to(Rollout rollout, String cluster) {
        if (template.isEmpty()) {
            return null;
        }
        String sha =
                rollout.spec().commit() == null ? "" : rollout.spec().commit().sha();
        String link = filled(
                template,
                Map.of(
                        "namespace", rollout.key().namespace(),
                        "name", rollout.key().name(),
                        "revision", rollout.spec().revision(),
                        "sha", sha,
                        "cluster", cluster,
                        "source", rollout.spec().source().name()));
        return link.length() > LONGEST ? null : link;
    }

    private static String filled(String template, Map<String, String> values) {
        return NAME.matcher(template).replaceAll(name -> Matcher.quoteReplacement(encoded(values.get(name.group(1)))));
    }

    /** All but the unreserved characters of RFC 3986, so that a value can never be more than a part of the path. */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
