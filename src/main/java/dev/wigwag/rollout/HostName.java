package dev.wigwag.rollout;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** A host as written in an address, brought to the one form in which hosts are compared. */
final class HostName {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    private HostName() {}

    /**
     * Lower case, ASCII, without the root's trailing dot; IPv6 written out in brackets; GitHub's other front doors as
     * {@code github.com}. Nothing if the text is no host.
     */
    static Optional<String> normal(String host) {
        if (host.startsWith("[")) {
            return ipv6(host);
        }
        return ascii(host)
                .map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(HostName::isWellFormed)
                .map(HostName::frontDoor);
    }

    private static Optional<String> ascii(String host) {
        if (host.chars().allMatch(c -> c < 128)) {
            return Optional.of(host);
        }
        try {
            return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notAName) {
            return Optional.empty();
        }
    }

    private static Optional<String> ipv6(String host) {
        String digits = host.substring(1, Math.max(1, host.length() - 1));
        // Only a literal may reach the resolver's parser, so that no name is ever looked up here.
        if (!host.endsWith("]") || digits.indexOf(':') < 0 || !digits.chars().allMatch(HostName::inAnIpv6Literal)) {
            return Optional.empty();
        }
        try {
            String written = InetAddress.getByName(host).getHostAddress();
            return Optional.of(written.indexOf(':') < 0 ? written : "[" + written + "]");
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isWellFormed(String name) {
        if (name.length() > MAX_LENGTH || !name.chars().allMatch(HostName::inAHostName)) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MAX_LABEL) {
                return false;
            }
        }
        return true;
    }

    /** GitHub serves SSH over port 443 at a name of its own, and the web under www as well. */
    private static String frontDoor(String name) {
        return name.equals("ssh.github.com") || name.equals("www.github.com") ? "github.com" : name;
    }

    private static boolean inAHostName(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    }

    private static boolean inAnIpv6Literal(int c) {
        return c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c >= '0' && c <= '9' || c == ':' || c == '.';
    }
}
