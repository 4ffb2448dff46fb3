package dev.wigwag.sandbox.flux;

import java.util.Set;
import java.util.function.Function;

/**
 * The tutorial's Canary {@code test/podinfo} on Linkerd with the Gateway API, and the same with other strategies. Its gates and its load
 * test are at {@code flagger-loadtester.test}, a path for each gate.
 */
public enum TutorialCanary {
    /** As in the tutorial: five percent more at every step, promoted from 95 on. */
    WEIGHT("stepWeight: 5", "maxWeight: 95"),
    /** Listed steps, and traffic goes back to the primary in steps as well. */
    STEPS("stepWeights: [1, 10, 40, 80]", "stepWeightPromotion: 40"),
    /** Ten iterations without traffic, then all of it. */
    BLUE_GREEN("iterations: 10", ""),
    /** Ten iterations with the requests of testers. */
    AB("iterations: 10", "match: [{headers: [{type: Exact, name: x-canary, value: insider}]}]"),
    /** Promoted without a look. */
    SKIP("stepWeight: 5", "maxWeight: 95");

    /** The metric templates the Canary names. */
    static final String METRICS = template("success-rate", "sum(rate(response_total{classification!=\"failure\"}[1m]))")
            + "---\n"
            + template("latency", "histogram_quantile(0.99, sum(rate(response_latency_ms_bucket[1m])) by (le))");

    private final String first;
    private final String second;

    TutorialCanary(String first, String second) {
        this.first = first;
        this.second = second;
    }

    /** The manifest. Its interval is the shortest Flagger knows; the sandbox's Flagger is faster by a factor. */
    public String manifest() {
        return manifest(Set.of(), "");
    }

    /**
     * The same, asking Wigwag at some gates.
     *
     * @param asked the gates, as Wigwag calls them
     * @param wigwag where it is, with the token as a password
     */
    public String manifest(Set<String> asked, String wigwag) {
        Function<String, String> gate = name -> asked.contains(name)
                ? wigwag + "/flagger/gates/" + name
                : "http://flagger-loadtester.test/gate/" + name;
        return """
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata:
                  name: podinfo
                  namespace: test
                spec:
                  provider: gatewayapi:v1
                  skipAnalysis: %s
                  progressDeadlineSeconds: 60
                  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                  service:
                    port: 9898
                    gatewayRefs: [{group: core, kind: Service, name: podinfo, namespace: test, port: 9898}]
                  analysis:
                    interval: 10s
                    threshold: 5
                    %s
                    %s
                    metrics:
                    - {name: success-rate, templateRef: {name: success-rate, namespace: test}, interval: 1m, thresholdRange: {min: 99}}
                    - {name: latency, templateRef: {name: latency, namespace: test}, interval: 1m, thresholdRange: {max: 500}}
                    webhooks:
                    - {name: start, type: confirm-rollout, url: "%s", muteAlert: true}
                    - {name: load, type: rollout, url: "http://flagger-loadtester.test/", metadata: {cmd: "hey -z 8s http://podinfo-canary.test:9898/"}}
                    - {name: step, type: confirm-traffic-increase, url: "%s", muteAlert: true}
                    - {name: promote, type: confirm-promotion, url: "%s", muteAlert: true}
                    - {name: stop, type: rollback, url: "%s"}
                """.formatted(
                        this == SKIP,
                        first,
                        second,
                        gate.apply("rollout"),
                        gate.apply("traffic"),
                        gate.apply("promotion"),
                        gate.apply("rollback"));
    }

    private static String template(String name, String query) {
        return """
                apiVersion: flagger.app/v1beta1
                kind: MetricTemplate
                metadata: {name: %s, namespace: test}
                spec:
                  provider: {type: prometheus, address: "http://prometheus.linkerd-viz:9090"}
                  query: '%s'
                """.formatted(name, query);
    }
}
