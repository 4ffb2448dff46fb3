package dev.wigwag.sandbox.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code labelSelector} parameter: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in (b,c)}, {@code a notin (b,c)}, {@code a},
 * {@code !a}, joined by commas; all must hold. As in Kubernetes, {@code !=} and {@code notin} also match objects without the label.
 *
 * @param required labels that every selected object bears, for whoever looks objects up by label; to bear them is not enough
 */
record LabelSelector(List<Predicate<Map<String, String>>> requirements, List<Map.Entry<String, String>> required)
        implements Predicate<Map<String, String>> {

    private static final Pattern COMMA_OUTSIDE_PARENTHESES = Pattern.compile(",(?![^(]*\\))");
    private static final String KEY = "\\s*([A-Za-z0-9][-A-Za-z0-9_./]*)\\s*";
    private static final Pattern SET = Pattern.compile(KEY + "\\s(in|notin)\\s*\\(([^()]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile(KEY + "(==|=|!=)\\s*([-A-Za-z0-9_.]*)\\s*");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)" + KEY);

    /** Refuses with 400 what is not a selector. */
    static LabelSelector parse(String text) {
        if (text.isBlank()) {
            return new LabelSelector(List.of(), List.of());
        }
        List<String> terms = List.of(COMMA_OUTSIDE_PARENTHESES.split(text, -1));
        return new LabelSelector(
                terms.stream().map(LabelSelector::requirement).toList(),
                terms.stream().flatMap(LabelSelector::required).toList());
    }

    private static Stream<Map.Entry<String, String>> required(String text) {
        Matcher equality = EQUALITY.matcher(text);
        return equality.matches() && !equality.group(2).equals("!=")
                ? Stream.of(Map.entry(equality.group(1), equality.group(3)))
                : Stream.empty();
    }

    private static Predicate<Map<String, String>> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            Set<String> values =
                    Arrays.stream(set.group(3).split(",", -1)).map(String::trim).collect(Collectors.toSet());
            return oneOf(set.group(1), values, set.group(2).equals("in"));
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            boolean wanted = !equality.group(2).equals("!=");
            return oneOf(equality.group(1), Set.of(equality.group(3)), wanted);
        }
        Matcher existence = EXISTENCE.matcher(text);
        if (existence.matches()) {
            boolean wanted = existence.group(1).isEmpty();
            String name = existence.group(2);
            return labels -> labels.containsKey(name) == wanted;
        }
        throw ApiFailure.badRequest("unable to parse requirement: '%s' is not a label selector".formatted(text));
    }

    private static Predicate<Map<String, String>> oneOf(String key, Set<String> values, boolean wanted) {
        return labels -> {
            String value = labels.get(key);
            return (value != null && values.contains(value)) == wanted;
        };
    }

    /** Runs for every object that a list goes through, so without a stream. */
    @Override
    public boolean test(Map<String, String> labels) {
        for (Predicate<Map<String, String>> requirement : requirements) {
            if (!requirement.test(labels)) {
                return false;
            }
        }
        return true;
    }
}
