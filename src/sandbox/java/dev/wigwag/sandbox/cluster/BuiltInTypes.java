package dev.wigwag.sandbox.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * The types that come with Kubernetes and that manifests may hold. The client of the application knows none of them, since the lists in
 * its jars are left out of what is shipped; a manifest of one of them could not be put into the cluster without.
 */
final class BuiltInTypes {
    private static final List<Class<? extends KubernetesResource>> TYPES = List.of(
            ClusterRole.class,
            ClusterRoleBinding.class,
            ConfigMap.class,
            CronJob.class,
            DaemonSet.class,
            Deployment.class,
            Endpoints.class,
            Event.class,
            HorizontalPodAutoscaler.class,
            Ingress.class,
            Job.class,
            Namespace.class,
            NetworkPolicy.class,
            Pod.class,
            PodDisruptionBudget.class,
            ReplicaSet.class,
            Role.class,
            RoleBinding.class,
            Secret.class,
            Service.class,
            ServiceAccount.class);

    private BuiltInTypes() {}

    /** A serialization that knows them. */
    static KubernetesSerialization serialization() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        TYPES.forEach(serialization::registerKubernetesResource);
        return serialization;
    }
}
