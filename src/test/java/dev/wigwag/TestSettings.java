package dev.wigwag;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the application would read them, from nothing but what a test gives. */
public final class TestSettings {
    private TestSettings() {}

    /** The mapping with these properties set; the cluster's name is, too. */
    public static <T> T of(Class<T> mapping, Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValue("wigwag.cluster", "test")
                .withDefaultValues(properties)
                .withValidateUnknown(false)
                .build();
        return config.getConfigMapping(mapping);
    }
}
