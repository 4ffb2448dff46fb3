package dev.wigwag.sandbox.page;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.Forges;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.flux.TutorialCluster;
import dev.wigwag.sandbox.flux.TutorialRepository;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts the sandbox with the application, points the application's Kubernetes client at it, and stops it at the end. It is wired in
 * wherever the sandbox's sources are compiled in; build property {@code wigwag.sandbox.enabled=false} leaves it out.
 */
@Singleton
@Startup
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class SandboxWiring {

    private final SandboxCluster cluster;
    private final GitForge forge;
    private final GitHubStandIn github;
    private final SourceControllerStandIn sourceController;

    @Inject
    SandboxWiring(@ConfigProperty(name = "wigwag.sandbox.github-secret") String secret) {
        Clock clock = Clock.systemUTC();
        cluster = SandboxCluster.start(clock);
        forge = TutorialRepository.create(clock);
        TutorialCluster.seed(cluster, forge, clock);
        Forges forges = new Forges();
        forges.register(forge);
        sourceController = new SourceControllerStandIn(cluster, forges, clock);
        sourceController.start();
        github = new GitHubStandIn(forge, secret, clock);
    }

    /** How the application's own client reaches the cluster; takes the place of what Quarkus would find out from its surroundings. */
    @Produces
    @Singleton
    Config clientConfig() {
        return cluster.clientConfig();
    }

    @Produces
    @Singleton
    SandboxCluster cluster() {
        return cluster;
    }

    @Produces
    @Singleton
    GitForge forge() {
        return forge;
    }

    @Produces
    @Singleton
    GitHubStandIn github() {
        return github;
    }

    @Produces
    @Singleton
    SourceControllerStandIn sourceController() {
        return sourceController;
    }

    @PreDestroy
    void stop() {
        sourceController.close();
        cluster.close();
        forge.close();
    }
}
