package dev.wigwag.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Checkout;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import dev.wigwag.engine.RepositoryLogin;
import dev.wigwag.engine.RepositoryLogin.Login;
import dev.wigwag.rollout.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a repository is fetched from, and as whom. */
class RoutesTest {
    private static final Login TOKEN = new Login.Password("x-access-token", "t0ken", null);
    private static final Login KEY = new Login.Key("key", null, "hosts");

    private final Map<String, String> settings = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Login known = TOKEN;

    @Test
    void aLoginIsAskedForByTheAddress() {
        Route route = route("https://github.com/acme/fleet");

        assertThat(route.login()).contains(TOKEN);
        assertThat(asked).containsExactly("https://github.com/acme/fleet");
    }

    @Test
    void whoTheAddressNamesGoesFirstAndNobodyElseIsAsked() {
        Route route = route("https://ana:p%40ss@git.example/acme/fleet");

        assertThat(route.login()).contains(new Login.Password("ana", "p@ss", null));
        assertThat(route.toString()).isEqualTo("https://git.example/acme/fleet");
        assertThat(route.place().address()).isEqualTo("https://git.example/acme/fleet");
        assertThat(asked).isEmpty();
    }

    @Test
    void aUserBeforeSshIsNoLogin() {
        known = KEY;

        assertThat(route("ssh://git@github.com/acme/fleet").login()).contains(KEY);
        assertThat(route("ssh://git@github.com/acme/fleet").place().uri().getUser())
                .isEqualTo("git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@github.com/acme/fleet", "file:///srv/fleet"})
    void aPasswordGoesByTheWebAlone(String address) {
        settings.put("wigwag.git.schemes", "https,ssh,file");

        assertThat(route(address).login()).isEmpty();
    }

    @Test
    void aKeyIsNotForTheWeb() {
        known = KEY;

        assertThat(route("https://github.com/acme/fleet").login()).isEmpty();
    }

    @Test
    void ofSeveralMirrorsTheLongestFits() {
        settings.put(
                "wigwag.git.instead-of",
                "https://github.com/ => https://mirror.example/,"
                        + "https://github.com/acme/ => https://mirror.example/of-acme/");

        assertThat(route("https://github.com/acme/fleet")).hasToString("https://mirror.example/of-acme/fleet");
        assertThat(route("https://github.com/other/fleet")).hasToString("https://mirror.example/other/fleet");
        assertThat(route("https://gitlab.com/other/fleet")).hasToString("https://gitlab.com/other/fleet");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/fleet, https://github.com/, https://mirror.example/",
        "https://github.com/acme/fleet, https://github.com/, http://github.com/",
        "https://github.com/acme/fleet, https://github.com/, https://github.com:8443/",
        "https://github.com/acme/fleet, https://github.com, https://github.com.evil.example",
        "https://ana:secret@github.com/acme/fleet, https://github.com/, https://mirror.example/",
    })
    void noLoginIsCarriedToAnotherServer(String address, String prefix, String instead) {
        settings.put("wigwag.git.instead-of", prefix + " => " + instead);

        assertThat(route(address).login()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://git@github.com/acme/fleet, ssh://git@github.com/, https://github.com/",
        "http://github.com/acme/fleet, http://, https://",
        "https://github.com/acme/fleet, https://github.com/acme/, https://github.com/other/",
    })
    void atTheSameServerItIsUsedWhereTheWayIsNoLessSecret(String address, String prefix, String instead) {
        settings.put("wigwag.git.instead-of", prefix + " => " + instead);

        assertThat(route(address).login()).contains(TOKEN);
        assertThat(asked).singleElement().asString().startsWith("https://github.com/");
    }

    @Test
    void aMirrorMayHaveALoginOfItsOwn() {
        settings.put("wigwag.git.instead-of", "https://github.com/ => https://reader:pw@mirror.example/");

        Route route = route("https://github.com/acme/fleet");

        assertThat(route.login()).contains(new Login.Password("reader", "pw", null));
        assertThat(route.place().address()).doesNotContain("pw");
    }

    @Test
    void onlySchemesAndHostsThatAreAllowedAreGoneTo() {
        settings.put("wigwag.git.hosts", "*.acme.example,github.com");

        assertThat(route("https://git.acme.example/fleet").place().host()).isEqualTo("git.acme.example");
        assertNotAllowed("https://gitlab.com/acme/fleet", "wigwag.git.hosts");
        assertNotAllowed("file:///etc/passwd", "wigwag.git.schemes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fleet",
                "github.com/acme/fleet",
                "git@github.com:acme/fleet",
                "ftp://github.com/acme/fleet",
                "ext::sh -c whoami",
                "https:///acme/fleet",
                "https://git hub.com/acme",
                "https://github.com#.evil.example/acme",
                "https://github.com?.evil.example/acme",
                "file://host/etc",
                "https://gïthub.com/acme"
            })
    void whatIsNoAddressIsRefusedWithoutBeingQuoted(String address) {
        RangeException refusal = catchThrowableOfType(RangeException.class, () -> route(address));

        assertThat(refusal.fault()).isEqualTo(Fault.NOT_ALLOWED);
        assertThat(refusal).hasMessageContaining("spec.url");
        if (!address.isEmpty()) {
            assertThat(refusal.getMessage()).doesNotContain(address);
        }
    }

    @Test
    void anAddressWithoutEndIsRefused() {
        assertThatThrownBy(() -> route("https://github.com/" + "a".repeat(10_000)))
                .isInstanceOf(RangeException.class);
    }

    @Test
    void whatCannotBeReadFromTheClusterIsToldWithItsCause() {
        Routes routes = new Routes(places(), List.of(checkout -> {
            throw new ClusterException(ClusterException.Fault.DOWN, "the API server does not answer", null);
        }));

        assertThatThrownBy(() -> routes.of(checkout("a", "https://github.com/acme/fleet")))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("the API server does not answer");
    }

    @Test
    void whoLogsInSharesNoCopyWithOthers() {
        Routes routes = new Routes(places(), List.of(this::login));
        Routes nobody = new Routes(places(), List.of());
        String url = "https://github.com/acme/fleet";

        List<String> names = Stream.of(
                        routes.of(checkout("a", url)),
                        routes.of(checkout("b", url)),
                        nobody.of(checkout("a", url)),
                        routes.of(checkout("a", url + "2")))
                .map(Route::copy)
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[0-9a-f]{40}"));
        assertThat(nobody.of(checkout("b", url)).copy()).isEqualTo(names.get(2));
        assertThat(routes.of(checkout("a", url)).copy()).isEqualTo(names.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a:secret@b/", "a => b", "https://a => ", " => https://b", "https://a/"})
    void aMirrorThatCannotBeReadIsNamedByItsNumberAlone(String entry) {
        settings.put("wigwag.git.instead-of", "https://x/ => https://y/," + entry);

        assertThatThrownBy(this::places)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wigwag.git.instead-of")
                .hasMessageContaining("number 2")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSchemeThatIsNotSpokenIsRefusedAtTheStart() {
        settings.put("wigwag.git.schemes", "https,ftp");

        assertThatThrownBy(this::places).hasMessageContaining("wigwag.git.schemes");
    }

    private void assertNotAllowed(String address, String property) {
        assertThatThrownBy(() -> route(address))
                .isInstanceOfSatisfying(
                        RangeException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED))
                .hasMessageContaining(property);
    }

    @Test
    void whoGaveALoginThatIsRefusedIsToldAndGivesAnother() {
        Revocable tokens = new Revocable("old", "new");
        Routes routes = new Routes(places(), List.of(checkout -> Optional.empty(), tokens));
        Checkout checkout = checkout("flux-system", "https://github.com/acme/fleet");
        Route refused = routes.of(checkout);

        Optional<Route> another = routes.instead(checkout, refused);

        assertThat(tokens.refused).containsExactly("https://github.com/acme/fleet old");
        assertThat(another).hasValueSatisfying(route -> {
            assertThat(route.login()).contains(token("new"));
            assertThat(route.place()).isEqualTo(refused.place());
            assertThat(route.copy()).isEqualTo(refused.copy());
        });
    }

    @Test
    void whereThereIsNoOtherLoginThereIsNoOtherWay() {
        Routes routes = new Routes(places(), List.of(new Revocable("old")));
        Checkout checkout = checkout("flux-system", "https://github.com/acme/fleet");

        assertThat(routes.instead(checkout, routes.of(checkout))).isEmpty();
    }

    @Test
    void whoGivesTheRefusedLoginAgainIsNoOtherWay() {
        RepositoryLogin stubborn = new RepositoryLogin() {
            @Override
            public Optional<Login> of(Checkout checkout) {
                return Optional.of(TOKEN);
            }

            @Override
            public boolean refused(Checkout checkout, Login login) {
                return true;
            }
        };
        Routes routes = new Routes(places(), List.of(stubborn));
        Checkout checkout = checkout("flux-system", "https://github.com/acme/fleet");

        assertThat(routes.instead(checkout, routes.of(checkout))).isEmpty();
    }

    @Test
    void whereNobodyLoggedInNobodyIsTold() {
        Revocable tokens = new Revocable("old", "new");
        settings.put("wigwag.git.instead-of", "https://github.com/ => https://mirror.example/");
        Routes routes = new Routes(places(), List.of(tokens));
        Checkout checkout = checkout("flux-system", "https://github.com/acme/fleet");

        assertThat(routes.instead(checkout, routes.of(checkout))).isEmpty();
        assertThat(tokens.refused).isEmpty();
    }

    private static Login token(String text) {
        return new Login.Password("x-access-token", text, null);
    }

    /** Tokens of which the first that was not refused is given out, or else the last. */
    private static final class Revocable implements RepositoryLogin {
        private final List<String> tokens;
        private final List<String> refused = new ArrayList<>();
        private int at;

        Revocable(String... tokens) {
            this.tokens = List.of(tokens);
        }

        @Override
        public Optional<Login> of(Checkout checkout) {
            return Optional.of(token(tokens.get(at)));
        }

        @Override
        public boolean refused(Checkout checkout, Login login) {
            refused.add(checkout.address() + " " + ((Login.Password) login).password());
            boolean more = at + 1 < tokens.size();
            at += more ? 1 : 0;
            return more;
        }
    }

    private Route route(String address) {
        RepositoryLogin login = this::login;
        return new Routes(places(), List.of(checkout -> Optional.empty(), login)).of(checkout("flux-system", address));
    }

    private Optional<Login> login(Checkout checkout) {
        asked.add(checkout.address());
        return Optional.of(known);
    }

    private Places places() {
        return new Places(TestSettings.of(GitConfig.class, settings));
    }

    private static Checkout checkout(String namespace, String address) {
        return new Checkout(
                new ObjectKey("GitRepository", namespace, "fleet"),
                address,
                null,
                List.of(),
                Optional.empty(),
                List.of());
    }
}
