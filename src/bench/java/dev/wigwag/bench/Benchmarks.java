package dev.wigwag.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks and prints each figure beside its aim. A missed aim is printed, not thrown. */
public final class Benchmarks {
    private static final String ROW = "%-32s %20s %10s %8s  %s%n";

    /** The aims in microseconds, by the label of what they are about. */
    private static final Map<String, Double> AIMS = Map.of(
            "signature + parse, 8 KB JSON", 60.0,
            "signature + parse, 8 KB FORM", 60.0,
            "match among 10000 sources", 50.0);

    private Benchmarks() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws RunnerException {
        String machine = Machine.description();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev\\.wigwag\\..*Benchmark")
                        .shouldFailOnError(true)
                        .build())
                .run();
        System.out.printf("%nBenchmarks on %s%n%n", machine);
        System.out.printf(ROW, "microseconds", "mean and error", "best", "aim", "");
        results.forEach(result -> print(label(result.getParams()), result.getPrimaryResult()));
    }

    private static void print(String label, Result<?> result) {
        Double aim = AIMS.get(label);
        System.out.printf(
                ROW,
                label,
                String.format(Locale.ROOT, "%.2f +- %.2f", result.getScore(), result.getScoreError()),
                // Of the iterations: what is left when nothing else wants the machine.
                String.format(Locale.ROOT, "%.2f", result.getStatistics().getMin()),
                aim == null ? "-" : "<= " + Math.round(aim),
                aim == null ? "" : verdict(result, aim));
    }

    private static String verdict(Result<?> result, double aim) {
        if (result.getScore() <= aim) {
            return "reached";
        }
        return result.getStatistics().getMin() <= aim ? "MISSED, but not at best: is the machine idle?" : "MISSED";
    }

    private static String label(BenchmarkParams run) {
        if (run.getParam("sources") != null) {
            return "match among " + run.getParam("sources") + " sources";
        }
        int kilobytes = Integer.parseInt(run.getParam("bytes")) / 1024;
        return "signature + parse, " + (kilobytes < 1024 ? kilobytes + " KB " : kilobytes / 1024 + " MB ")
                + run.getParam("form");
    }
}
