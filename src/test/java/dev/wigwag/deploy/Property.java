package dev.wigwag.deploy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A property that the code asks for.
 *
 * @param name as it is configured
 * @param standard its default as it is written in the code, or {@code *none*} or {@code *required*}
 * @param meaning what its docstring says, as Markdown
 */
public record Property(String name, String standard, String meaning) {
    private static final Comparator<Property> IN_ORDER = Comparator.comparing((Property property) ->
                    property.name().chars().filter(at -> at == '.').count() > 1)
            .thenComparing(Property::name);

    /** All of these classes' properties: those of the whole process first, the others by name. */
    public static Stream<Property> in(JavaClasses classes) {
        Docstrings docstrings = new Docstrings();
        Map<String, Property> found = new TreeMap<>();
        classes.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::reflect)
                .flatMap(mapping -> mapped(mapping, docstrings))
                .forEach(property -> found.put(property.name(), property));
        classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(unit -> unit.getParameters().stream())
                .filter(parameter -> parameter.isAnnotatedWith(ConfigProperty.class))
                .forEach(parameter -> {
                    ConfigProperty asked = parameter.getAnnotationOfType(ConfigProperty.class);
                    Class<?> owner = parameter.getOwner().getOwner().reflect();
                    String meaning = docstrings.ofConstant(owner, asked.name());
                    found.put(asked.name(), new Property(asked.name(), asked.defaultValue(), meaning));
                });
        return found.values().stream().sorted(IN_ORDER);
    }

    /** As a row of a table. */
    String row() {
        String shown = standard.startsWith("*n") || standard.startsWith("*r") ? standard : "`" + standard + "`";
        return "| `" + name + "` | " + shown + " | " + meaning + " |";
    }

    private static Stream<Property> mapped(Class<?> mapping, Docstrings docstrings) {
        ConfigClass settings = ConfigClass.configClass(mapping);
        return ConfigMappings.getProperties(settings).entrySet().stream()
                // A list is there twice, once as itself and once as its elements.
                .filter(entry -> !entry.getValue().isGroup() && !entry.getKey().endsWith("[*]"))
                .map(entry -> {
                    Method method = entry.getValue().getMethod();
                    String unset = method.getReturnType() == Optional.class ? "*none*" : "*required*";
                    String standard = Optional.ofNullable(
                                    settings.getProperties().get(entry.getKey()))
                            .orElse(unset);
                    String meaning = docstrings.ofMethod(method.getDeclaringClass(), method.getName());
                    return new Property(entry.getKey(), standard, meaning);
                });
    }
}
