package dev.wigwag.engine;

import java.util.Optional;

/** Knows how to log in where a source's repository is. A port; the first that knows is taken. */
public interface RepositoryLogin {
    /**
     * How.
     *
     * @return empty if this has nothing for it: then the next is asked, and at last it is tried without
     * @throws ClusterException if it has to be read from the cluster and cannot be
     */
    Optional<Login> of(Checkout checkout);

    /**
     * Tells that nobody is let in who logs in so (401), so that it is not given out again while there is another. Those who did
     * not give it take no notice.
     *
     * @return whether it is worth asking for another
     */
    default boolean refused(Checkout checkout, Login login) {
        return false;
    }

    /** What to log in with; never shown. */
    sealed interface Login {
        /**
         * A name and a password, for https.
         *
         * @param authorities certificates to trust, PEM; null for the usual ones
         */
        record Password(String user, String password, String authorities) implements Login {
            @Override
            public String toString() {
                return "Password";
            }
        }

        /**
         * A bearer token, for https.
         *
         * @param authorities certificates to trust, PEM; null for the usual ones
         */
        record Bearer(String token, String authorities) implements Login {
            @Override
            public String toString() {
                return "Bearer";
            }
        }

        /**
         * A key, for ssh.
         *
         * @param identity the private key, PEM
         * @param passphrase null if it has none
         * @param knownHosts in the format of OpenSSH's file of that name
         */
        record Key(String identity, String passphrase, String knownHosts) implements Login {
            @Override
            public String toString() {
                return "Key";
            }
        }
    }
}
