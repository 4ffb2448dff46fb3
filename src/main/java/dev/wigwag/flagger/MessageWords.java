package dev.wigwag.flagger;

/** A message in the words of somebody who asks why. */
final class MessageWords {
    private MessageWords() {}

    static String of(FlaggerMessage message) {
        return switch (message.kind()) {
            case SuccessRateHalt, RequestDurationHalt, MetricHalt ->
                String.join(" ", line(message.metric()), message.value(), message.comparison(), message.limit());
            case NoTraffic ->
                with(
                        "no values found for metric " + line(message.metric()) + ": probably " + message.name() + "."
                                + message.namespace() + " is not receiving traffic",
                        message.error());
            case NoValues -> with("no values found for metric " + line(message.metric()), message.error());
            case PreRolloutFailed, ExternalCheckFailed, PostRolloutFailed ->
                with(line(message.hook()) + " failed", message.error());
            case MetricQueryFailed ->
                message.error() == null
                        ? line(message.text())
                        : with(subject(message) + " could not be queried", message.error());
            case MetricTemplateError -> "metric template " + line(message.metric()) + ": " + line(message.error());
            case CanaryNotReady -> with("canary pods are not ready", message.error());
            case PrimaryNotReady -> with("primary pods are not ready", message.error());
            case PromotionFailed ->
                with("promotion failed with all traffic on the canary: primary pods are not ready", message.error());
            case ThresholdReached ->
                "failed checks reached the threshold of "
                        + message.failedChecks().orElse(0);
            case ProgressDeadlineExceeded -> with("progress deadline exceeded", message.error());
            case ManualRollback -> "rolled back by hand";
            case RollbackCheckPassed -> line(message.hook()) + " ordered a rollback";
            case WaitingForApproval -> "waiting for " + line(message.hook()) + " to approve the start";
            case WaitingForTrafficIncrease -> "waiting for " + line(message.hook()) + " to approve more traffic";
            case WaitingForPromotion -> "waiting for " + line(message.hook()) + " to approve the promotion";
            default -> line(message.text());
        };
    }

    private static String subject(FlaggerMessage message) {
        return message.metric() == null ? "Prometheus" : "metric " + line(message.metric());
    }

    private static String with(String what, String error) {
        String why = line(error);
        return why.isEmpty() ? what : what + ": " + why;
    }

    private static String line(String text) {
        return FlaggerText.firstLine(text);
    }
}
