package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may write the ledger, by the expression that the API server evaluates. */
class LedgerAdmissionTest {
    private static final String WIGWAG = "system:serviceaccount:wigwag:wigwag";
    private static final String ADMIN = "kubernetes-admin";
    private static final Map<String, Object> SPEC =
            Map.of("revision", "main@sha1:abc", "commit", Map.of("pushedBy", "ana"));
    private static final Map<String, Object> STATUS =
            Map.of("phase", "Waiting", "approvals", List.of(Map.of("gate", "promotion", "by", "slack:U1")));

    private final ValidatingAdmissionPolicy policy =
            Manifests.in("admission.yaml", ValidatingAdmissionPolicy.class, "wigwag-ledger");

    @Test
    void wigwagWritesWhateverItHasTo() throws Exception {
        assertThat(admitted(WIGWAG, "CREATE", object(SPEC, null), null)).isTrue();
        assertThat(admitted(WIGWAG, "UPDATE", object(SPEC, STATUS), object(SPEC, null)))
                .isTrue();
    }

    @Test
    void nobodyElseApprovesNotEvenWhoMayDoEverything() throws Exception {
        Map<String, Object> more = new HashMap<>(STATUS);
        more.put("approvals", List.of());

        assertThat(admitted(ADMIN, "UPDATE", object(SPEC, STATUS), object(SPEC, null)))
                .isFalse();
        assertThat(admitted(ADMIN, "UPDATE", object(SPEC, more), object(SPEC, STATUS)))
                .isFalse();
        assertThat(admitted("system:serviceaccount:team-a:wigwag", "UPDATE", object(SPEC, STATUS), object(SPEC, null)))
                .isFalse();
    }

    @Test
    void nobodyElseMakesUpARolloutOrWhoPushedIt() throws Exception {
        Map<String, Object> other = Map.of("revision", "main@sha1:abc", "commit", Map.of("pushedBy", "ben"));

        assertThat(admitted(ADMIN, "CREATE", object(SPEC, null), null)).isFalse();
        assertThat(admitted(ADMIN, "UPDATE", object(other, STATUS), object(SPEC, STATUS)))
                .isFalse();
        assertThat(admitted(ADMIN, "UPDATE", object(SPEC, null), object(SPEC, STATUS)))
                .isFalse();
    }

    @Test
    void labelsAndAnnotationsStayWithRbac() throws Exception {
        assertThat(admitted(ADMIN, "UPDATE", object(SPEC, STATUS), object(SPEC, STATUS)))
                .isTrue();
        assertThat(admitted(ADMIN, "UPDATE", object(SPEC, null), object(SPEC, null)))
                .isTrue();
    }

    @Test
    void itConcernsEveryVersionOfTheLedgerAndItsStatusAndFailsClosed() {
        Concerns rule = Concerns.of(policy.getSpec().getMatchConstraints().getResourceRules());

        assertThat(rule.groups()).containsExactly("wigwag.dev");
        assertThat(rule.versions()).containsExactly("*");
        assertThat(rule.resources()).containsExactlyInAnyOrder("rollouts", "rollouts/status");
        assertThat(rule.operations()).containsExactlyInAnyOrder("CREATE", "UPDATE");
        assertThat(policy.getSpec().getFailurePolicy()).isEqualTo("Fail");
    }

    @Test
    void thePolicyIsInForce() {
        ValidatingAdmissionPolicyBinding binding =
                Manifests.in("admission.yaml", ValidatingAdmissionPolicyBinding.class, "wigwag-ledger");

        assertThat(binding.getSpec().getPolicyName())
                .isEqualTo(policy.getMetadata().getName());
        assertThat(binding.getSpec().getValidationActions()).containsExactly("Deny");
        assertThat(binding.getSpec().getMatchResources()).isNull();
    }

    private record Concerns(
            List<String> groups, List<String> versions, List<String> resources, List<String> operations) {
        static Concerns of(List<NamedRuleWithOperations> rules) {
            assertThat(rules).hasSize(1);
            NamedRuleWithOperations rule = rules.get(0);
            assertThat(rule.getResourceNames()).isEmpty();
            return new Concerns(rule.getApiGroups(), rule.getApiVersions(), rule.getResources(), rule.getOperations());
        }
    }

    private static Map<String, Object> object(Map<String, Object> spec, Map<String, Object> status) {
        Map<String, Object> object = new HashMap<>();
        object.put("spec", spec);
        if (status != null) {
            object.put("status", status);
        }
        return object;
    }

    private boolean admitted(String who, String operation, Map<String, Object> now, Map<String, Object> before)
            throws Exception {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("request", SimpleType.DYN)
                .addVar("object", SimpleType.DYN)
                .addVar("oldObject", SimpleType.DYN)
                .setResultType(SimpleType.BOOL)
                .build();
        CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
        String expression = policy.getSpec().getValidations().get(0).getExpression();
        Map<String, Object> variables = new HashMap<>();
        variables.put("request", Map.of("operation", operation, "userInfo", Map.of("username", who)));
        variables.put("object", now);
        variables.put("oldObject", before == null ? Map.of() : before);
        return (Boolean)
                runtime.createProgram(compiler.compile(expression).getAst()).eval(variables);
    }
}
