package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ClusterException.Fault;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Says in our words, with cause and fix, what the Kubernetes client's exceptions mean. */
final class Trouble {
    private Trouble() {}

    /** @param doing what was tried, as "listing gitrepositories.source.toolkit.fluxcd.io" */
    static ClusterException with(String doing, KubernetesClientException e) {
        Fault fault = fault(e.getCode());
        return new ClusterException(fault, doing + ": " + explain(fault, e), e);
    }

    private static Fault fault(int code) {
        return switch (code) {
            case 401, 403 -> Fault.DENIED;
            case 404, 410 -> Fault.GONE;
            case 409 -> Fault.CONFLICT;
            case 400, 405, 406, 413, 415, 422 -> Fault.REFUSED;
            default -> Fault.DOWN;
        };
    }

    private static String explain(Fault fault, KubernetesClientException e) {
        return switch (fault) {
            case DENIED ->
                e.getCode() == 401
                        ? "the API server does not accept our token (401); check the ServiceAccount"
                        : "RBAC does not allow it (403); apply k8s/base/rbac.yaml and check the ServiceAccount it binds";
            case GONE -> "not found";
            case CONFLICT -> "somebody else wrote first (409)";
            case REFUSED -> "the API server refused the request (" + e.getCode() + "): " + reason(e);
            case NOT_SERVED -> "the API server does not serve this kind";
            case DOWN ->
                e.getCode() > 0
                        ? "the API server cannot now (" + e.getCode() + ")"
                        : "the API server does not answer; check that it is up and that a NetworkPolicy lets us reach it";
        };
    }

    private static String reason(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? "no reason given"
                : e.getStatus().getMessage();
    }
}
