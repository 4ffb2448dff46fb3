package dev.wigwag.deploy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** What Jackson looks at by reflection: types of ours, and of each the types of its fields, type arguments and elements included. */
record Reflected(Set<String> names) {
    /** All that these types are made of, themselves included. */
    static Reflected from(Set<JavaClass> roots) {
        Set<String> seen = new TreeSet<>();
        Deque<JavaClass> next = new ArrayDeque<>(roots);
        while (!next.isEmpty()) {
            JavaClass type = next.pop().getBaseComponentType();
            if (!isOurs(type) || !seen.add(type.getName())) {
                continue;
            }
            type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .forEach(field -> next.addAll(field.getType().getAllInvolvedRawTypes()));
            type.getSuperclass().ifPresent(parent -> next.addAll(parent.getAllInvolvedRawTypes()));
        }
        return new Reflected(seen);
    }

    /** Whether it is of this house; what others bring is registered by their extensions. */
    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("dev.wigwag");
    }
}
