package dev.wigwag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

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
        OptionalLong peak = mebibytes("VmHWM");
        return peak.isPresent() ? peak.getAsLong() + " MiB" : "not known: this system does not tell";
    }

    /** The memory it has resident now, in MiB (VmRSS, which counts pages shared with others too); empty where the system does not tell. */
    OptionalLong residentMemory() throws IOException {
        return mebibytes("VmRSS");
    }

    private OptionalLong mebibytes(String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }
}
