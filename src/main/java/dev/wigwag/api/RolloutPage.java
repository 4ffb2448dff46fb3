package dev.wigwag.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A list of rollouts.
 *
 * @param items the rollouts, newest first, each as JSON already
 * @param truncated whether there are older ones that match
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Rollouts")
record RolloutPage(
        @Schema(
                type = SchemaType.ARRAY,
                implementation = RolloutView.class,
                description = "The rollouts, newest first, without the lists of their commits and of what they touch.")
        List<RawValue> items,

        @Schema(description = "Whether there are older ones that match.")
        boolean truncated) {}
