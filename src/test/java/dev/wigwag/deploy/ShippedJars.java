package dev.wigwag.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The jars of a packaged application.
 *
 * @param directory as Quarkus fills it: {@code app} and {@code quarkus} hold what was built here, {@code lib} the rest
 */
record ShippedJars(Path directory) {
    private static final Pattern TEST_LIBRARY = Pattern.compile(
            "(?i).*(kubernetes-server-mock|mockwebserver|junit|assertj|archunit|rest-assured|awaitility).*");

    private static final Pattern SLOW = Pattern.compile(
            "META-INF/([^/]+\\.(SF|RSA|DSA|EC)|services/io\\.fabric8\\.kubernetes\\.api\\.model\\.KubernetesResource)");

    /**
     * What is in it and must not be, as {@code jar!entry} or {@code jar}.
     *
     * @param sandboxResources paths of the sandbox's own resources, as they would stand in a jar
     */
    List<String> strangers(Set<String> sandboxResources) throws IOException {
        List<String> strangers = new ArrayList<>();
        for (Path jar : jars()) {
            String name = directory.relativize(jar).toString();
            if (TEST_LIBRARY.matcher(jar.getFileName().toString()).matches()) {
                strangers.add(name);
            }
            for (String entry : entries(jar)) {
                boolean ours = !name.startsWith("lib");
                if (entry.contains("dev/wigwag/sandbox/") || ours && sandboxResources.contains(entry)) {
                    strangers.add(name + "!" + entry);
                }
            }
        }
        return strangers;
    }

    /**
     * What each start would pay for, as {@code jar!entry}: a signature, which is verified with the first class and keeps an AOT cache
     * from taking any, and lists of types that the Kubernetes client would load and learn.
     */
    List<String> slow() throws IOException {
        List<String> slow = new ArrayList<>();
        for (Path jar : jars()) {
            for (String entry : entries(jar)) {
                if (SLOW.matcher(entry).matches()) {
                    slow.add(directory.relativize(jar) + "!" + entry);
                }
            }
        }
        return slow;
    }

    /** Every jar; the directory has to be there. */
    List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Whether one of the jars built here has this entry. */
    boolean holds(String entry) throws IOException {
        for (Path jar : jars()) {
            if (entries(jar).contains(entry)) {
                return true;
            }
        }
        return false;
    }

    /** The resources below a directory as they would stand in a jar; none if it does not exist. */
    static Set<String> resources(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }
}
