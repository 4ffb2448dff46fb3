package dev.wigwag.github;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wigwag.engine.Report;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What GitHub is told, and shows under "Recent deliveries".
 *
 * @param outcome stored, or of-no-interest
 * @param sources one line for each object that follows the sender's repository
 * @param others how many further sources there are; they are not the sender's business
 * @param includers how many sources of other repositories were asked because they include one of these
 * @param note why nothing was done, if nothing was
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record Answer(
        String outcome,
        String delivery,
        String event,
        String repository,
        String ref,
        String commit,
        List<Line> sources,
        Integer others,
        Integer includers,
        String note) {
    /** One object: what it is, what became of it, why, and, where that is known, whom of its builds the push touches. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @RegisterForReflection
    public record Line(String source, String outcome, String rollout, String why, String touches) {}

    static Answer of(Delivery delivery, EventKind.Understood event, Report report) {
        return new Answer(
                report.stored() ? "stored" : "of-no-interest",
                delivery.id(),
                delivery.event(),
                event.repository(),
                event.ref(),
                event.commit(),
                lines(report),
                report.others(),
                report.includers() == 0 ? null : report.includers(),
                report.lines().isEmpty() ? "no source in this cluster follows " + event.repository() : null);
    }

    static Answer ofNoInterest(Delivery delivery, String repository, String note) {
        return new Answer(
                "of-no-interest", delivery.id(), delivery.event(), repository, null, null, List.of(), null, null, note);
    }

    /** The objects that could not be served, each with its reason, for a problem's detail. */
    static String failures(Report report) {
        return report.lines().stream()
                .filter(line -> line.outcome() == Report.Outcome.FAILED)
                .map(line -> line.object() + ": " + line.why())
                .collect(Collectors.joining("; "));
    }

    private static List<Line> lines(Report report) {
        return report.lines().stream()
                .map(line -> new Line(
                        line.object().toString(),
                        line.outcome().word(),
                        line.rollout() == null ? null : line.rollout().toString(),
                        line.why(),
                        line.touches()))
                .toList();
    }
}
