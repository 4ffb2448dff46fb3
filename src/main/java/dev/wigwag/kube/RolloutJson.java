package dev.wigwag.kube;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.LastWord;
import dev.wigwag.rollout.ListedCommit;
import dev.wigwag.rollout.Outlet;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import dev.wigwag.rollout.RunMarks;
import dev.wigwag.rollout.Showing;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;

/**
 * How the core's records are written: what is null or empty is left out, and a field that a newer Wigwag has added does
 * not stop an older one from reading. Its records and enums are registered here because the core knows nothing of native images.
 */
@Singleton
@RegisterForReflection(
        targets = {
            RolloutSpec.class,
            RolloutSpec.Source.class,
            Commit.class,
            Changes.class,
            Changes.Earlier.class,
            Changes.OfCanary.class,
            Changes.Told.class,
            Changes.Way.class,
            ListedCommit.class,
            Impact.class,
            Impact.Touched.class,
            RolloutStatus.class,
            Phase.class,
            Stage.class,
            StagePhase.class,
            Showing.class,
            CanaryProgress.class,
            CanaryProgress.Attribution.class,
            RunMarks.class,
            LastWord.class,
            CanaryNews.What.class,
            Approval.class,
            Approval.Decision.class,
            Gate.class,
            Outlet.class,
            Outlet.Claim.class,
            Condition.class,
            RolloutResource.class,
            RolloutList.class
        })
public class RolloutJson implements KubernetesClientObjectMapperCustomizer {
    private static final Class<?>[] SPARSE = {
        RolloutSpec.class,
        Commit.class,
        Changes.class,
        Changes.Earlier.class,
        Changes.OfCanary.class,
        ListedCommit.class,
        Impact.class,
        Impact.Touched.class,
        RolloutStatus.class,
        Stage.class,
        Showing.class,
        CanaryProgress.class,
        RunMarks.class,
        LastWord.class,
        Approval.class,
        Outlet.class,
        Condition.class
    };

    @Override
    public void customize(ObjectMapper mapper) {
        for (Class<?> record : SPARSE) {
            mapper.configOverride(record)
                    .setInclude(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY));
        }
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        // Jackson's default spends twelve bytes on an emoji, and a Rollout has a size to keep.
        mapper.getFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    }
}
