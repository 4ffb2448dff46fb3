package dev.wigwag.sandbox.flagger;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Names of Services that lead to something outside the sandbox's cluster. Other names are left to the machine. */
public final class ClusterDns {

    private final Map<String, URI> services = new ConcurrentHashMap<>();

    /** From now on this host stands for this address; a path of the address is put before the one asked for. */
    public void serve(String host, URI address) {
        services.put(host, address);
    }

    /** Where a request for this address goes, without user info. */
    URI resolve(URI asked) {
        URI service = services.get(asked.getHost());
        if (service == null) {
            return asked.getRawUserInfo() == null
                    ? asked
                    : URI.create(asked.toString().replace(asked.getRawUserInfo() + "@", ""));
        }
        String query =
                Optional.ofNullable(asked.getRawQuery()).map(text -> "?" + text).orElse("");
        return URI.create(service + asked.getRawPath() + query);
    }
}
