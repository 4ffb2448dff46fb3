package dev.wigwag.bench;

import dev.wigwag.process.WigwagProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One form of the packaged application, and what is asked of it.
 *
 * @param name for people
 * @param command how it is started
 * @param firstAnswer most milliseconds from exec to the first push's answer; 0 if nothing is asked
 * @param atStart most MiB resident then; 0 if nothing is asked
 * @param later most MiB resident after {@link StartRun#PUSHES} pushes; 0 if nothing is asked
 */
record Packaged(String name, List<String> command, long firstAnswer, long atStart, long later) {
    private static final Path TARGET = Path.of("target");

    /** What is there: the jar, the jar with its AOT cache, the native binary. */
    static List<Packaged> found() throws IOException {
        List<Packaged> found = new ArrayList<>();
        if (Files.exists(TARGET.resolve("quarkus-app/quarkus-run.jar"))) {
            found.add(new Packaged(
                    "jar on one core",
                    onOneCore(WigwagProcess.command(null, "-Xmx128m", "-XX:+UseSerialGC")),
                    0,
                    0,
                    0));
        }
        Path cache = TARGET.resolve("quarkus-app/app.aot");
        if (Files.exists(cache) && Runtime.version().feature() >= 25) {
            List<String> command = WigwagProcess.command(
                    null,
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djdk.reflect.useNativeAccessorOnly=true",
                    "-XX:AOTMode=on",
                    "-XX:AOTCache=" + cache);
            found.add(new Packaged("jar with AOT cache", command, 700, 0, 0));
            found.add(new Packaged("jar with AOT cache on one core", onOneCore(command), 0, 0, 0));
        }
        try (Stream<Path> files = Files.list(TARGET)) {
            files.filter(file -> file.toString().endsWith("-runner") && Files.isExecutable(file))
                    .map(file -> new Packaged(
                            "native binary on one core",
                            onOneCore(WigwagProcess.command(file.toString(), "-Xmx128m")),
                            150,
                            60,
                            90))
                    .forEach(found::add);
        }
        return found;
    }

    /** Held to one core, where the machine can do that (util-linux' taskset), as a small pod has no more. */
    private static List<String> onOneCore(List<String> command) {
        if (!Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            return command;
        }
        List<String> held = new ArrayList<>(List.of("/usr/bin/taskset", "--cpu-list", "0"));
        held.addAll(command);
        return held;
    }
}
