using System.Text.Json.Nodes;
using Cel;

namespace K8tre.Tests.Rights;

/// <summary>Validating admission policies with their bindings, as an API server applies them.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/</remarks>
internal sealed class AdmissionPolicies
{
    private readonly JsonNode[] _policies;
    private readonly Dictionary<string, JsonNode> _bindings;

    /// <summary>Reads the policies among Kubernetes objects.</summary>
    /// <param name="objects">Objects by their Pulumi type: <c>kubernetes:core/v1:Secret</c>.</param>
    public AdmissionPolicies(IEnumerable<(string Type, JsonNode Inputs)> objects)
    {
        var all = objects.ToArray();
        _policies = [.. Of(all, "ValidatingAdmissionPolicy")];
        _bindings = Of(all, "ValidatingAdmissionPolicyBinding").ToDictionary(binding => (string)binding.At("spec.policyName")!);
    }

    /// <summary>The policies.</summary>
    public IReadOnlyList<JsonNode> All => _policies;

    /// <summary>Returns the name of the policy that denies a request, and its answer. Null: the request is allowed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parameters">ConfigMaps in the cluster, by name. Default: none.</param>
    public (string Policy, string Answer)? Denial(AdmissionRequest request, IReadOnlyDictionary<string, JsonNode>? parameters = null)
    {
        foreach (var policy in _policies.Where(policy => Matches(policy.At("spec.matchConstraints")!, request)))
        {
            var name = (string)policy.At("metadata.name")!;
            if (Judge(policy, _bindings[name], request, parameters ?? new Dictionary<string, JsonNode>()) is { } answer)
                return (name, answer);
        }
        return null;
    }

    private static string? Judge(
        JsonNode policy, JsonNode binding, AdmissionRequest request, IReadOnlyDictionary<string, JsonNode> parameters)
    {
        Assert.Equal("Fail", (string?)policy.At("spec.failurePolicy"));
        Assert.Equal("""["Deny"]""", binding.At("spec.validationActions")!.ToJsonString());
        JsonNode? parameter = null;
        if (binding.At("spec.paramRef") is { } reference && !parameters.TryGetValue((string)reference["name"]!, out parameter))
            return (string)reference["parameterNotFoundAction"]! == "Allow" ? null : "the parameter does not exist";
        var variables = Variables(request, parameter);
        try
        {
            if (Items(policy, "matchConditions").Any(condition => !IsTrue((string)condition["expression"]!, variables)))
                return null;
            var failed = Items(policy, "validations").FirstOrDefault(item => !IsTrue((string)item["expression"]!, variables));
            return failed is null ? null
                : (string?)failed["messageExpression"] is { } message ? (string?)KubernetesCel.Evaluate(message, variables)
                : (string?)failed["message"];
        }
        catch (CelException error)
        {
            return $"cannot be evaluated: {error.Message}";
        }
    }

    private static Dictionary<string, JsonNode?> Variables(AdmissionRequest request, JsonNode? parameter) => new()
    {
        ["object"] = request.Object?.DeepClone(),
        ["oldObject"] = request.OldObject?.DeepClone(),
        ["params"] = parameter?.DeepClone(),
        ["request"] = new JsonObject
        {
            ["operation"] = request.Operation,
            ["resource"] = new JsonObject { ["group"] = request.ApiGroup, ["resource"] = request.Resource.Split('/')[0] },
            ["userInfo"] = new JsonObject
            {
                ["username"] = request.User,
                ["groups"] = new JsonArray([.. request.Groups.Append("system:authenticated").Select(group => (JsonNode)group)]),
            },
        },
    };

    private static bool Matches(JsonNode constraints, AdmissionRequest request)
    {
        var home = (string?)constraints.At("namespaceSelector.matchLabels")?["kubernetes.io/metadata.name"];
        return (home is null || home == request.Namespace) && constraints["resourceRules"]!.AsArray().Any(rule =>
            Has(rule!["apiGroups"], request.ApiGroup) && Has(rule["resources"], request.Resource)
            && Has(rule["operations"], request.Operation));
    }

    private static bool Has(JsonNode? list, string text) => list!.AsArray().Any(item => (string?)item == text);

    private static bool IsTrue(string expression, IReadOnlyDictionary<string, JsonNode?> variables) =>
        KubernetesCel.Evaluate(expression, variables) is true;

    private static IEnumerable<JsonNode> Items(JsonNode policy, string list) =>
        (policy["spec"]![list]?.AsArray() ?? []).Select(item => item!);

    private static IEnumerable<JsonNode> Of((string Type, JsonNode Inputs)[] objects, string kind) =>
        objects.Where(item => item.Type.EndsWith($":{kind}", StringComparison.Ordinal)).Select(item => item.Inputs);
}
