package dev.wigwag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used of the machine so far. */
final class ProcessUse {
    private final ProcessHandle process;

    ProcessUse(long pid) {
        this.process =
                ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("the process " + pid + " has ended"));
    }

    /** Processor time, of all cores together; zero on a system that does not tell. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most memory it ever had resident, in words, from Linux' {@code /proc/<pid>/status} (proc(5), VmHWM). */
    String peakMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return "not known: this system has no " + status;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                .findFirst()
                .orElse("not known: " + status + " has no VmHWM");
    }
}
