package dev.wigwag.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures were measured on. */
public final class Machine {
    private Machine() {}

    /** One line: cores, Java, system, and how busy the machine is already. */
    public static String description() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, %s %s, load average %.1f",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
