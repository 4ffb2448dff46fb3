package dev.wigwag.sandbox.cluster;

import static dev.wigwag.sandbox.cluster.RawApi.GIT_REPOSITORIES;
import static dev.wigwag.sandbox.cluster.RawApi.gitRepository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest {

    private static final String APPLY = "application/apply-patch+yaml";

    private static final String FLEET = GIT_REPOSITORIES + "/fleet";
    private static final String READY = ",\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}";
    private static final Instant NOW = Instant.parse("2026-08-12T09:41:02Z");

    private final SandboxCluster cluster = SandboxCluster.start(Clock.fixed(NOW, ZoneOffset.UTC));
    private final RawApi api = RawApi.of(cluster);

    @AfterEach
    void stop() {
        cluster.close();
    }

    private JsonNode fleet() {
        return api.post(GIT_REPOSITORIES, gitRepository("fleet", "", "")).body();
    }

    private static String with(JsonNode object, String pointer, String member, String value) {
        ObjectNode copy = object.deepCopy();
        copy.withObject(pointer).put(member, value);
        return copy.toString();
    }

    @Test
    void createFillsInWhatTheServerOwnsAndDropsTheStatus() {
        RawApi.Answer created =
                api.post(GIT_REPOSITORIES, gitRepository("fleet", ",\"generation\":9,\"uid\":\"mine\"", READY));

        JsonNode metadata = created.body().path("metadata");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().has("status")).isFalse();
        assertThat(metadata.path("uid").asText()).isNotEmpty().isNotEqualTo("mine");
        assertThat(metadata.path("generation").asInt()).isEqualTo(1);
        assertThat(metadata.path("creationTimestamp").asText()).isEqualTo(NOW.toString());
        assertThat(metadata.path("resourceVersion").asLong()).isPositive();
    }

    @Test
    void createTwiceIsAlreadyExists() {
        fleet();
        RawApi.Answer again = api.post(GIT_REPOSITORIES, gitRepository("fleet", "", ""));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.reason()).isEqualTo("AlreadyExists");
        assertThat(again.message()).isEqualTo("gitrepositories.source.toolkit.fluxcd.io \"fleet\" already exists");
    }

    @Test
    void aMissingObjectIsA404InTheServersWords() {
        RawApi.Answer missing = api.get(FLEET);

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.message()).isEqualTo("gitrepositories.source.toolkit.fluxcd.io \"fleet\" not found");
        assertThat(missing.body().at("/details/kind").asText()).isEqualTo("gitrepositories");
        assertThat(api.mergePatch(FLEET, "{}").status()).isEqualTo(404);
        assertThat(api.send("DELETE", FLEET, "", "").status()).isEqualTo(404);
        assertThat(api.put(FLEET, gitRepository("fleet", ",\"resourceVersion\":\"1\"", ""))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {FLEET, FLEET + "/status"})
    void aPutFromAStaleVersionConflicts(String path) {
        JsonNode read = fleet();
        String update = with(read, "/spec", "interval", "5m");
        String statusUpdate = with(read, "/status", "lastHandledReconcileAt", "x");
        String body = path.endsWith("status") ? statusUpdate : update;
        assertThat(api.put(path, body).status()).isEqualTo(200);

        RawApi.Answer second = api.put(path, body);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.reason()).isEqualTo("Conflict");
        assertThat(second.message()).contains("the object has been modified");
    }

    @ParameterizedTest
    @ValueSource(strings = {FLEET, FLEET + "/status"})
    void aPatchConflictsOnlyWhenItNamesAStaleVersion(String path) {
        String stale = fleet().at("/metadata/resourceVersion").asText();
        api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"5m\"}}");

        assertThat(api.mergePatch(
                                path,
                                "{\"metadata\":{\"resourceVersion\":\"" + stale + "\"},\"spec\":{\"interval\":\"9m\"}}")
                        .status())
                .isEqualTo(409);
        assertThat(api.mergePatch(path, "{\"spec\":{\"interval\":\"9m\"}}").status())
                .isEqualTo(200);
    }

    @Test
    void aCustomResourceIsNotUpdatedWithoutItsVersion() {
        fleet();

        RawApi.Answer answer = api.put(FLEET, gitRepository("fleet", "", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("metadata.resourceVersion", "must be specified for an update");
    }

    @Test
    void aRecreatedObjectIsNotTheOneThatWasRead() {
        JsonNode first = fleet();
        api.send("DELETE", FLEET, "", "");
        JsonNode second = fleet();
        String body = with(
                first,
                "/metadata",
                "resourceVersion",
                second.at("/metadata/resourceVersion").asText());

        assertThat(api.put(FLEET, body).status()).isEqualTo(409);
    }

    @Test
    void theMainResourceIgnoresStatusAndTheStatusSubresourceEverythingElse() {
        fleet();

        JsonNode main = api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"5m\"},\"status\":{\"a\":1}}")
                .body();
        JsonNode status = api.mergePatch(
                        FLEET + "/status",
                        "{\"metadata\":{\"labels\":{\"x\":\"y\"}},\"spec\":{\"interval\":\"9m\"},\"status\":{\"a\":2}}")
                .body();

        assertThat(main.has("status")).isFalse();
        assertThat(status.at("/spec/interval").asText()).isEqualTo("5m");
        assertThat(status.at("/metadata/labels").isMissingNode()).isTrue();
        assertThat(status.at("/status/a").asInt()).isEqualTo(2);
    }

    @Test
    void theGenerationCountsChangesOfTheSpecOnly() {
        fleet();
        api.mergePatch(FLEET, "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
        api.mergePatch(FLEET + "/status", "{\"status\":{\"a\":1}}");
        assertThat(api.get(FLEET).body().at("/metadata/generation").asInt()).isEqualTo(1);

        api.mergePatch(FLEET, "{\"spec\":{\"interval\":\"5m\"}}");

        assertThat(api.get(FLEET).body().at("/metadata/generation").asInt()).isEqualTo(2);
    }

    @Test
    void aWriteThatChangesNothingStoresNothing() {
        String version = fleet().at("/metadata/resourceVersion").asText();

        JsonNode patched = api.mergePatch(FLEET + "?fieldManager=wigwag", "{\"spec\":{\"interval\":\"1m\"}}")
                .body();

        assertThat(patched.at("/metadata/resourceVersion").asText()).isEqualTo(version);
    }

    @Test
    void mergePatchRemovesWithNullAndReplacesArrays() {
        api.post(GIT_REPOSITORIES, gitRepository("fleet", ",\"annotations\":{\"a\":\"1\",\"b\":\"2\"}", ""));

        JsonNode patched = api.mergePatch(
                        FLEET,
                        "{\"metadata\":{\"annotations\":{\"a\":null,\"c\":\"3\"}},\"spec\":{\"ignore\":[1,{\"x\":null}],\"ref\":{\"branch\":\"main\",\"tag\":null}}}")
                .body();

        assertThat(patched.at("/metadata/annotations").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
        assertThat(patched.at("/spec/ignore").toString()).isEqualTo("[1,{\"x\":null}]");
        assertThat(patched.at("/spec/ref").toString()).isEqualTo("{\"branch\":\"main\"}");
    }

    @Test
    void theClientsJsonPatchWorksToo() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("web")
                        .withName("settings")
                        .endMetadata()
                        .withData(Map.of("a", "1"))
                        .build())
                .create();

        cluster.client()
                .configMaps()
                .inNamespace("web")
                .withName("settings")
                .edit(map -> new ConfigMapBuilder(map).addToData("b", "2").build());

        assertThat(api.get("/api/v1/namespaces/web/configmaps/settings").body().path("data"))
                .hasSize(2);
        assertThat(api.send(
                                "PATCH",
                                "/api/v1/namespaces/web/configmaps/settings",
                                "application/json-patch+json",
                                "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"9\"}]")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anotherPatchFormatIsA415() {
        fleet();
        assertThat(api.send("PATCH", FLEET, "application/strategic-merge-patch+json", "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void recordsTheFieldManagerOfAPatchOncePerManagerAndSubresource() {
        fleet();
        api.mergePatch(FLEET + "?fieldManager=wigwag", "{\"spec\":{\"interval\":\"2m\"}}");
        api.mergePatch(FLEET + "?fieldManager=wigwag", "{\"spec\":{\"interval\":\"3m\"}}");
        JsonNode entries = api.mergePatch(FLEET + "/status?fieldManager=wigwag", "{\"status\":{\"a\":1}}")
                .body()
                .at("/metadata/managedFields");

        assertThat(entries).hasSize(2);
        assertThat(entries.path(0).path("manager").asText()).isEqualTo("wigwag");
        assertThat(entries.path(0).path("operation").asText()).isEqualTo("Update");
        assertThat(entries.path(0).path("time").asText()).isEqualTo(NOW.toString());
        assertThat(entries.path(1).path("subresource").asText()).isEqualTo("status");
    }

    @Test
    void theFieldManagerOfTheClientsPatchContextArrives() {
        fleet();
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("wigwag")
                .build();
        GenericKubernetesResource target =
                Serialization.unmarshal(gitRepository("fleet", "", ""), GenericKubernetesResource.class);

        GenericKubernetesResource patched = cluster.client()
                .resource(target)
                .patch(context, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"x\"}}}");

        assertThat(patched.getMetadata().getManagedFields())
                .extracting("manager")
                .containsExactly("wigwag");
        assertThat(cluster.requests().count("PATCH", FLEET)).isEqualTo(1);
    }

    @Test
    void anApplyCreatesOrMergesAndIsNotedAsSuchBesideOtherWrites() {
        String applied = gitRepository("fleet", "", "");

        JsonNode created = api.send("PATCH", FLEET + "?fieldManager=kustomize-controller", APPLY, applied)
                .body();
        api.mergePatch(FLEET + "?fieldManager=kustomize-controller", "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
        JsonNode again = api.send("PATCH", FLEET + "?fieldManager=kustomize-controller", APPLY, applied)
                .body();

        assertThat(created.at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(created.at("/metadata/managedFields/0/operation").asText()).isEqualTo("Apply");
        assertThat(again.at("/metadata/annotations/a").asText()).isEqualTo("b");
        assertThat(again.at("/metadata/managedFields"))
                .extracting(entry -> entry.path("operation").asText())
                .containsExactly("Apply", "Update");
        assertThat(again.at("/metadata/generation").asInt()).isEqualTo(1);
    }

    @Test
    void anApplyTakesAwayWhatItsManagerAppliedBeforeAndNothingElse() {
        String path = FLEET + "?fieldManager=kustomize-controller";
        String manifest =
                "{\"apiVersion\":\"source.toolkit.fluxcd.io/v1\",\"kind\":\"GitRepository\",\"metadata\":{\"name\":\"fleet\"},\"spec\":%s}";
        api.send("PATCH", path, APPLY, manifest.formatted("{\"a\":1,\"deep\":{\"b\":2,\"c\":3}}"));
        api.mergePatch(FLEET, "{\"spec\":{\"others\":4}}");

        JsonNode now = api.send("PATCH", path, APPLY, manifest.formatted("{\"deep\":{\"b\":2}}"))
                .body();

        assertThat(now.path("spec").toString()).isEqualTo("{\"deep\":{\"b\":2},\"others\":4}");
    }

    @Test
    void anApplyWithoutAFieldManagerIsA400() {
        assertThat(api.send("PATCH", FLEET, APPLY, gitRepository("fleet", "", ""))
                        .status())
                .isEqualTo(400);
        assertThat(api.get(FLEET).status()).isEqualTo(404);
    }

    @Test
    void anObjectWithFinalizersGoesWhenTheLastOneIsTaken() {
        api.post(GIT_REPOSITORIES, gitRepository("fleet", ",\"finalizers\":[\"a.example/b\"]", ""));

        assertThat(api.send("DELETE", FLEET, "", "").status()).isEqualTo(200);
        assertThat(api.get(FLEET).body().at("/metadata/deletionTimestamp").asText())
                .isEqualTo(NOW.toString());
        api.mergePatch(FLEET, "{\"metadata\":{\"finalizers\":null}}");

        assertThat(api.get(FLEET).status()).isEqualTo(404);
    }

    @Test
    void aDeleteWithAPreconditionOnAnotherVersionConflicts() {
        fleet();

        assertThat(api.send("DELETE", FLEET, "application/json", "{\"preconditions\":{\"resourceVersion\":\"1\"}}")
                        .status())
                .isEqualTo(409);
        assertThat(api.get(FLEET).status()).isEqualTo(200);
    }

    @Test
    void aDryRunDecidesButStoresNothing() {
        assertThat(api.post(GIT_REPOSITORIES + "?dryRun=All", gitRepository("fleet", "", ""))
                        .status())
                .isEqualTo(201);
        assertThat(api.get(FLEET).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fleet", "-fleet", "fleet-", "fl_eet", "fl..eet", "grün", "fleet/x", "fleet ", ".",
            })
    void aNameThatIsNoSubdomainIsA422(String name) {
        RawApi.Answer answer = api.post(GIT_REPOSITORIES, gitRepository(name, "", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("Invalid");
        assertThat(answer.body().at("/details/causes/0/field").asText()).isEqualTo("metadata.name");
    }

    @Test
    void aNameMayHave253CharactersAndNoMore() {
        assertThat(api.post(GIT_REPOSITORIES, gitRepository("a".repeat(253), "", ""))
                        .status())
                .isEqualTo(201);
        assertThat(api.post(GIT_REPOSITORIES, gitRepository("a".repeat(254), "", ""))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aNameIsMadeUpFromGenerateName() {
        String body = gitRepository("", ",\"generateName\":\"fleet-\"", "");
        assertThat(api.post(GIT_REPOSITORIES, body).body().at("/metadata/name").asText())
                .matches("fleet-[0-9a-f]{5}");
        assertThat(api.post(GIT_REPOSITORIES, gitRepository("", "", "")).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "-a", "a/b", "ä", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void aLabelValueOfTheWrongFormIsA422(String value) {
        assertThat(api.post(GIT_REPOSITORIES, gitRepository("fleet", ",\"labels\":{\"a\":\"" + value + "\"}", ""))
                        .status())
                .isEqualTo(422);
        fleet();
        assertThat(api.mergePatch(FLEET, "{\"metadata\":{\"labels\":{\"a\":\"" + value + "\"}}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void labelValuesMayBeEmptyOrHave63Characters() {
        String labels = ",\"labels\":{\"wigwag.dev/source\":\"" + "a".repeat(63) + "\",\"b\":\"\"}";
        assertThat(api.post(GIT_REPOSITORIES, gitRepository("fleet", labels, ""))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aNamespaceOfTheWrongFormIsA422() {
        String body = gitRepository("fleet", "", "").replace("flux-system", "Flux_System");
        assertThat(api.post(GIT_REPOSITORIES.replace("flux-system", "Flux_System"), body)
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{} {}",
                "{\"apiVersion\":\"v1\",\"kind\":\"GitRepository\",\"metadata\":{\"name\":\"a\"}}",
                "{\"apiVersion\":\"source.toolkit.fluxcd.io/v1\",\"kind\":\"Bucket\",\"metadata\":{\"name\":\"a\"}}",
                "{\"apiVersion\":\"source.toolkit.fluxcd.io/v1\",\"kind\":\"GitRepository\",\"metadata\":[]}",
                "{\"apiVersion\":\"source.toolkit.fluxcd.io/v1\",\"kind\":\"GitRepository\",\"metadata\":{\"name\":\"a\",\"namespace\":\"b\"}}"
            })
    void aBodyThatIsNotTheObjectIsA400(String body) {
        assertThat(api.post(GIT_REPOSITORIES, body).status()).isEqualTo(400);
    }

    @Test
    void anObjectAboveTheLimitOfTheStoreIsA413() {
        String body = gitRepository("fleet", "", ",\"x\":\"" + "x".repeat(3 * 1024 * 1024) + "\"");
        assertThat(api.post(GIT_REPOSITORIES, body).status()).isEqualTo(413);
    }

    @Test
    void theClientTurnsAConflictIntoItsException() {
        fleet();
        GenericKubernetesResource stale = Serialization.unmarshal(
                gitRepository("fleet", ",\"resourceVersion\":\"1\"", ""), GenericKubernetesResource.class);

        assertThatThrownBy(() -> cluster.client().resource(stale).updateStatus())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        failure -> assertThat(failure.getCode()).isEqualTo(409));
    }
}
