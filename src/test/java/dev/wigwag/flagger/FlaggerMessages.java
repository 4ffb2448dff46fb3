package dev.wigwag.flagger;

/**
 * Messages as Flagger v1.44.0 sends them (flagger.md §2.3), one a line: kind, text, parts, and what is made of it for
 * people where that is not the text itself.
 */
final class FlaggerMessages {
    private FlaggerMessages() {}

    static final String FLOW = """
            MetricsProvidersAvailable | all the metrics providers are available! |
            MetricsProvidersError | Error checking metric providers: prometheus not avaiable: Get "http://prometheus:9090": EOF | error=prometheus not avaiable: Get "http://prometheus:9090": EOF
            ScalingDownFailed | scaling down canary Deployment podinfo.test failed: patch: conflict | error=patch: conflict, name=podinfo, namespace=test
            InitializationDone | Initialization done! podinfo.test | name=podinfo, namespace=test
            WaitingForApproval | Halt podinfo.test advancement waiting for approval start gate | hook=start gate, name=podinfo, namespace=test | waiting for start gate to approve the start
            ConfirmRolloutPassed | Confirm-rollout check start passed | hook=start
            NewRevision | New revision detected! Scaling up pod.info.v2.test | name=pod.info.v2, namespace=test
            RestartingAnalysis | New revision detected! Restarting analysis for podinfo.test | name=podinfo, namespace=test
            StartingAnalysis | Starting canary analysis for podinfo.test | name=podinfo, namespace=test
            PreRolloutPassed | Pre-rollout check smoke passed | hook=smoke
            ConfirmTrafficIncreasePassed | Confirm-traffic-increase check step passed | hook=step
            WaitingForTrafficIncrease | Halt podinfo.test advancement waiting for traffic increase approval step | hook=step, name=podinfo, namespace=test | waiting for step to approve more traffic
            AdvanceWeight | Advance podinfo.test canary weight 20 | name=podinfo, namespace=test, weight=20
            AdvanceWeight | Advance podinfo.test canary weight 0 | name=podinfo, namespace=test, weight=0
            AdvanceIteration | Advance podinfo.test canary iteration 3/10 | iteration=3, iterations=10, name=podinfo, namespace=test
            Unsupported | A/B testing is not supported when using the kubernetes provider |
            Unsupported | Progressive traffic is not supported when using the kubernetes provider |
            Unsupported | Setting canaryAnalysis.iterations: 10 |
            RollbackNotSignaled | Rollback hook stop not signaling a rollback | hook=stop
            RollbackCheckPassed | Rollback check stop passed | hook=stop | stop ordered a rollback
            ManualRollback | Rolling back podinfo.test manual webhook invoked | name=podinfo, namespace=test | rolled back by hand
            WaitingForPromotion | Halt podinfo.test advancement waiting for promotion approval promote | hook=promote, name=podinfo, namespace=test | waiting for promote to approve the promotion
            ConfirmPromotionPassed | Confirm-promotion check promote passed | hook=promote
            RoutingToCanary | Routing all traffic to canary |
            RoutingToCanary | Stop traffic mirroring and route all traffic to canary |
            CopyingSpec | Copying podinfo.test template spec to podinfo-primary.test | name=podinfo, namespace=test
            RoutingToPrimary | Routing all traffic to primary |
            AdvancePrimaryWeight | Advance podinfo.test primary weight 60 | name=podinfo, namespace=test, weight=60
            PostRolloutPassed | Post-rollout check notify passed | hook=notify
            PostRolloutFailed | Post-rollout hook notify failed no such channel | error=no such channel, hook=notify | notify failed: no such channel
            PromotionCompleted | Promotion completed! Scaling down podinfo.test | name=podinfo, namespace=test
            AnalysisSkipped | Promotion completed! Canary analysis was skipped for podinfo.test | name=podinfo, namespace=test
            ThresholdReached | Rolling back podinfo.test failed checks threshold reached 5 | failedChecks=5, name=podinfo, namespace=test | failed checks reached the threshold of 5
            CanaryFailed | Canary failed! Scaling down podinfo.test | name=podinfo, namespace=test
            Suspended | skipping canary run as object is suspended |
            Terminating | Terminating canary podinfo.test | name=podinfo, namespace=test
            Terminating | Terminated canary podinfo.test | name=podinfo, namespace=test
            """;

    static final String CHECKS = """
            PreRolloutFailed | Halt podinfo.test advancement pre-rollout check smoke failed curl: (7)\\nconnection refused | error=curl: (7)\\nconnection refused, hook=smoke, name=podinfo, namespace=test | smoke failed: curl: (7)
            ExternalCheckFailed | Halt podinfo.test advancement external check load failed \\n\\ncommand hey failed: exit 1\\nmore | error=\\n\\ncommand hey failed: exit 1\\nmore, hook=load, name=podinfo, namespace=test | load failed: command hey failed: exit 1
            ExternalCheckFailed | Halt podinfo.test advancement external check load failed | hook=load, name=podinfo, namespace=test | load failed
            SuccessRateHalt | Halt podinfo.test advancement success rate 97.32% < 99% | comparison=<, limit=99, name=podinfo, namespace=test, value=97.32 | success rate 97.32% < 99%
            SuccessRateHalt | Halt podinfo.test advancement success rate 100.00% > 99.5% | comparison=>, limit=99.5, name=podinfo, namespace=test, value=100.00 | success rate 100.00% > 99.5%
            RequestDurationHalt | Halt podinfo.test advancement request duration 1.515s > 500ms | comparison=>, limit=500ms, name=podinfo, namespace=test, value=1.515s | request duration 1.515s > 500ms
            MetricHalt | Halt podinfo.test advancement success-rate 97.32 < 99 | comparison=<, limit=99, metric=success-rate, name=podinfo, namespace=test, value=97.32 | success-rate 97.32 < 99
            MetricHalt | Halt podinfo.test advancement 5xx of the last 10 m -1.00 > 1e+06 | comparison=>, limit=1e+06, metric=5xx of the last 10 m, name=podinfo, namespace=test, value=-1.00 | 5xx of the last 10 m -1.00 > 1e+06
            MetricHalt | Halt podinfo.test advancement error rate NaN < 1 | comparison=<, limit=1, metric=error rate, name=podinfo, namespace=test, value=NaN | error rate NaN < 1
            MetricHalt | Halt podinfo.test advancement latency +Inf > 0.5 | comparison=>, limit=0.5, metric=latency, name=podinfo, namespace=test, value=+Inf | latency +Inf > 0.5
            NoTraffic | Halt advancement no values found for linkerd metric success-rate probably podinfo.test is not receiving traffic | metric=success-rate, name=podinfo, namespace=test, provider=linkerd | no values found for metric success-rate: probably podinfo.test is not receiving traffic
            NoTraffic | Halt advancement no values found for gatewayapi:v1 metric request-success-rate probably podinfo.test is not receiving traffic: running query failed:\\nno values | error=running query failed:\\nno values, metric=request-success-rate, name=podinfo, namespace=test, provider=gatewayapi:v1 | no values found for metric request-success-rate: probably podinfo.test is not receiving traffic: running query failed:
            NoValues | Halt advancement no values found for metric: error rate | metric=error rate | no values found for metric error rate
            NoValues | Halt advancement no values found for custom metric: error rate: no values found | error=no values found, metric=error rate | no values found for metric error rate: no values found
            MetricQueryFailed | Prometheus query failed: Get "http://prometheus:9090": EOF | error=Get "http://prometheus:9090": EOF | Prometheus could not be queried: Get "http://prometheus:9090": EOF
            MetricQueryFailed | Prometheus query failed for error rate: bad_data: 1:3 parse error\\nat x | error=bad_data: 1:3 parse error\\nat x, metric=error rate | metric error rate could not be queried: bad_data: 1:3 parse error
            MetricQueryFailed | Metric query failed for success-rate: 503 | error=503, metric=success-rate | metric success-rate could not be queried: 503
            MetricQueryFailed | Metric query failed for no usable metrics template and query were configured |
            MetricTemplateError | Metric template success-rate.test error: not found | error=error: not found, metric=success-rate.test | metric template success-rate.test: error: not found
            MetricTemplateError | Metric template success-rate.test secret key error: not found | error=secret key error: not found, metric=success-rate.test | metric template success-rate.test: secret key error: not found
            MetricTemplateError | Metric template success-rate.test provider datadog error: 403 | error=provider datadog error: 403, metric=success-rate.test | metric template success-rate.test: provider datadog error: 403
            MetricTemplateError | Metric template a.b.test query render error: template: 1:2\\nbad | error=query render error: template: 1:2\\nbad, metric=a.b.test | metric template a.b.test: query render error: template: 1:2
            MetricClientError | Error building Prometheus client for http://prometheus:9090 no secret | error=no secret, provider=http://prometheus:9090
            MetricClientError | Error fetching Knative service test/podinfo not found | error=not found
            """;

    static final String PODS = """
            PrimaryNotReady | podinfo-primary.test not ready: waiting for rollout to finish: 1 out of 2 new replicas have been updated | error=waiting for rollout to finish: 1 out of 2 new replicas have been updated, name=podinfo, namespace=test | primary pods are not ready: waiting for rollout to finish: 1 out of 2 new replicas have been updated
            PrimaryNotReady | x-primary-primary.test not ready: primary daemonset x-primary.test update not finished | error=primary daemonset x-primary.test update not finished, name=x-primary, namespace=test | primary pods are not ready: primary daemonset x-primary.test update not finished
            CanaryNotReady | canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 2 (readyThreshold 100%) updated replicas are available | error=waiting for rollout to finish: 0 of 2 (readyThreshold 100%) updated replicas are available, name=podinfo, namespace=test | canary pods are not ready: waiting for rollout to finish: 0 of 2 (readyThreshold 100%) updated replicas are available
            CanaryNotReady | canary deployment podinfo.test not ready: deployment "podinfo" exceeded its progress deadline | error=deployment "podinfo" exceeded its progress deadline, name=podinfo, namespace=test | canary pods are not ready: deployment "podinfo" exceeded its progress deadline
            ProgressDeadlineExceeded | Rolling back podinfo.test progress deadline exceeded deployment "podinfo" exceeded its progress deadline | error=deployment "podinfo" exceeded its progress deadline, name=podinfo, namespace=test | progress deadline exceeded: deployment "podinfo" exceeded its progress deadline
            PromotionFailed | Promotion of podinfo.test failed, primary not ready: deployment "podinfo-primary" exceeded its progress deadline | error=deployment "podinfo-primary" exceeded its progress deadline, name=podinfo, namespace=test | promotion failed with all traffic on the canary: primary pods are not ready: deployment "podinfo-primary" exceeded its progress deadline
            Note | HTTPRoute podinfo.test parent podinfo is not ready (status: False, observed generation: 4, current generation: 5) |
            Note | deployment podinfo.test get query error: deployments.apps "podinfo" not found |
            Note | TrafficSplit podinfo.test does not contain routes for podinfo-primary and podinfo-canary |
            """;
}
