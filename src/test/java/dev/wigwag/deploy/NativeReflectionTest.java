package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.wigwag.House;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/**
 * A native image keeps nothing for reflection but what is registered, and what is missing shows only once it runs: as an empty
 * JSON object, or as a Rollout without a status. So what is read and written by reflection is found here, with all it is made of.
 */
class NativeReflectionTest {
    private static final JavaClasses HOUSE = House.CLASSES;

    /** Who has objects bound to JSON by reflection, and by what; the rest of the house reads and writes trees, which needs none. */
    private static final Map<String, String> BINDERS = Map.of(
            "api.SparseJson",
            "writeValueAsString",
            "kube.ClusterObjects",
            "asJson",
            // Into a plain Map, which needs no more than a tree does.
            "kube.ServedVersions",
            "unmarshal",
            "slack.SlackWire",
            "writeValueAsBytes");

    private static final Set<String> BINDING = Set.of(
            "readValue",
            "readValues",
            "readerFor",
            "convertValue",
            "treeToValue",
            "valueToTree",
            "writeValue",
            "writeValueAsString",
            "writeValueAsBytes",
            "writerFor",
            "updateValue",
            "unmarshal",
            "asJson",
            "asYaml",
            "clone");

    @Test
    void whatIsReadAndWrittenByReflectionIsRegisteredWithAllItIsMadeOf() {
        Reflected bound = Reflected.from(roots());

        assertThat(bound.names()).hasSizeGreaterThan(25);
        assertThat(bound.names())
                .as("add @RegisterForReflection, or name it among the targets of kube.RolloutJson")
                .isSubsetOf(registered());
    }

    @Test
    void nothingIsRegisteredThatNoReflectionReaches() {
        Set<String> registered = registered();

        assertThat(registered)
                .as("what is registered stays in the image with all its methods")
                .isSubsetOf(Reflected.from(roots()).names());
    }

    @Test
    void nobodyElseBindsObjectsToJson() {
        Map<String, String> binders = new TreeMap<>();
        HOUSE.forEach(type -> type.getMethodCallsFromSelf().stream()
                .filter(call -> BINDING.contains(call.getName()))
                .filter(call -> Stream.of(
                                "ObjectMapper",
                                "ObjectReader",
                                "ObjectWriter",
                                "KubernetesSerialization",
                                "Serialization")
                        .anyMatch(call.getTargetOwner().getSimpleName()::equals))
                .forEach(call -> binders.put(shortName(type), call.getName())));

        assertThat(binders)
                .as("whoever is new here: name it, and see to it that roots() finds what it binds")
                .isEqualTo(BINDERS);
    }

    @Test
    void aRecordIsFollowedToItsComponentsAndTheirTypes() {
        JavaClasses own =
                new ClassFileImporter().importClasses(Outer.class, Inner.class, Kind.class, Deep.class, Aside.class);

        assertThat(Reflected.from(Set.of(own.get(Outer.class))).names())
                .containsExactlyInAnyOrder(
                        Outer.class.getName(), Inner.class.getName(), Kind.class.getName(), Deep.class.getName());
    }

    private record Outer(Instant at, java.util.Map<String, java.util.List<Inner>> inner) {}

    private record Inner(Kind kind, Deep[] deep) {}

    private record Deep(String text) {}

    private record Aside(String text) {}

    private enum Kind {
        ONE
    }

    /** The types that are bound themselves: our kinds of Kubernetes resources, answers of endpoints, and whatever says how it is to look as JSON. */
    private static Set<JavaClass> roots() {
        Set<JavaClass> roots = HOUSE.stream()
                .filter(type -> type.isAssignableTo(KubernetesResource.class)
                        || Stream.of(Schema.class, JsonInclude.class, JsonAutoDetect.class, JsonProperty.class)
                                .anyMatch(type::isAnnotatedWith))
                .collect(Collectors.toSet());
        HOUSE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(GET.class) || method.isAnnotatedWith(POST.class))
                .flatMap(NativeReflectionTest::answers)
                .forEach(roots::add);
        return roots;
    }

    private static Stream<JavaClass> answers(JavaMethod method) {
        return method.getReturnType().getAllInvolvedRawTypes().stream().filter(Reflected::isOurs);
    }

    private static Set<String> registered() {
        Set<String> registered = new TreeSet<>();
        for (JavaClass type : HOUSE) {
            type.tryGetAnnotationOfType(RegisterForReflection.class).ifPresent(mark -> {
                assertThat(mark.fields() && mark.methods()).as(type.getName()).isTrue();
                if (mark.targets().length == 0) {
                    registered.add(type.getName());
                }
                Stream.of(mark.targets()).map(Class::getName).forEach(registered::add);
            });
        }
        return registered;
    }

    private static String shortName(JavaClass type) {
        return type.getName().substring("dev.wigwag.".length());
    }
}
