package dev.wigwag;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The application's classes, read once for all the tests that look at them. */
public final class House {
    /** The sandbox is compiled with the tests, or, under its own profile, with the rest; here it is never part of the house. */
    public static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/dev/wigwag/sandbox/"))
            .importPath(Path.of("target/classes"));

    private House() {}
}
