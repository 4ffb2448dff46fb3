package dev.wigwag.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The proxy that {@code https_proxy} and {@code no_proxy} name, which the JDK's client does not look at by itself
 * (reference: github.md §13). Looks nothing up; the proxy's name is resolved at each connection.
 */
public final class ProxyFromEnvironment extends ProxySelector {
    private static final Logger LOG = Logger.getLogger(ProxyFromEnvironment.class);
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final String host;
    private final int port;
    private final List<String> exceptions;

    private ProxyFromEnvironment(String host, int port, List<String> exceptions) {
        this.host = host;
        this.port = port;
        this.exceptions = exceptions;
    }

    /**
     * The proxy for https; empty if none is set.
     *
     * @throws IllegalArgumentException if what is set is no address of a proxy, or holds a password, which is not sent
     */
    public static Optional<ProxySelector> of(Map<String, String> environment) {
        String address = value(environment, "https_proxy");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        URI proxy;
        try {
            proxy = URI.create(address.contains("://") ? address : "http://" + address);
        } catch (IllegalArgumentException e) {
            // Without the cause, which quotes the address; it may hold a password.
            throw wrong();
        }
        if (proxy.getHost() == null || proxy.getRawUserInfo() != null || !"http".equals(proxy.getScheme())) {
            throw wrong();
        }
        List<String> exceptions = Arrays.stream(value(environment, "no_proxy").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        return Optional.of(new ProxyFromEnvironment(proxy.getHost(), port, exceptions));
    }

    @Override
    public List<Proxy> select(URI target) {
        String name = target.getHost() == null ? "" : target.getHost().toLowerCase(Locale.ROOT);
        boolean direct = !"https".equalsIgnoreCase(target.getScheme())
                || exceptions.stream().anyMatch(entry -> isException(entry, name));
        return direct ? DIRECT : List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port)));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException why) {
        LOG.warnf("The proxy %s of https_proxy cannot be reached: %s", proxy, why.getMessage());
    }

    /** An entry is {@code *}, a host, or a domain with or without a dot before it. */
    private static boolean isException(String entry, String name) {
        String domain =
                entry.startsWith("*.") ? entry.substring(2) : entry.startsWith(".") ? entry.substring(1) : entry;
        return entry.equals("*") || name.equals(domain) || name.endsWith("." + domain);
    }

    /** Written in lower case or in upper case, as tools differ. */
    private static String value(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "").strip();
        return lower.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower;
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "https_proxy is not of the form http://HOST:PORT; a proxy that wants a" + " password cannot be used");
    }
}
