using System.Text.Json.Nodes;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Tests.GitOps.Registration;

public sealed class DependantsTests
{
    private static Task<ResourceGraph> DependantsAsync() =>
        ResourceGraph.OfAsync(options => new Dependants("dependants", new() { Namespace = "argocd", Guarded = [] }, options));

    private static async Task<JsonNode> OneAsync(string type) =>
        Json.Of(Assert.Single((await DependantsAsync()).Requests.Values, request => request.Type!.EndsWith($":{type}", StringComparison.Ordinal)).Inputs)!;

    [Fact]
    public async Task Deleting_the_list_is_refused_while_it_has_lines_and_the_refusal_names_them()
    {
        var policy = await OneAsync("ValidatingAdmissionPolicy");

        var rule = Assert.Single(policy.At("spec.matchConstraints.resourceRules")!.AsArray())!;
        Assert.Equal("""["DELETE"]""", rule["operations"]!.ToJsonString());
        Assert.Equal("""["configmaps"]""", rule["resources"]!.ToJsonString());
        Assert.Equal($"""["{Dependants.ListName}"]""", rule["resourceNames"]!.ToJsonString());
        var validation = Assert.Single(policy.At("spec.validations")!.AsArray())!;
        Assert.Equal("!has(oldObject.data) || size(oldObject.data) == 0", (string)validation["expression"]!);
        Assert.Contains("oldObject.data.map(key, key + \" of \" + oldObject.data[key]).join(\", \")", (string)validation["messageExpression"]!, StringComparison.Ordinal);
        // A message of more than one line is refused by the API server.
        Assert.DoesNotContain("\n", (string)validation["messageExpression"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fails_closed_and_denies()
    {
        Assert.Equal("Fail", (string)(await OneAsync("ValidatingAdmissionPolicy")).At("spec.failurePolicy")!);
        Assert.Equal("""["Deny"]""", (await OneAsync("ValidatingAdmissionPolicyBinding")).At("spec.validationActions")!.ToJsonString());
    }

    [Fact]
    public async Task The_lines_belong_to_those_who_write_them()
    {
        var list = Assert.Single((await DependantsAsync()).Requests.Values, request => request.Type == "kubernetes:core/v1:ConfigMap");

        Assert.False(list.Inputs.ContainsKey("data"));
    }

    [Fact]
    public async Task The_list_is_guarded_before_it_can_be_filled()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new Dependants("dependants", new() { Namespace = "argocd", Guarded = [] }, options), "dependants-guard-binding");

        Assert.Empty(graph.Orphans);
        Assert.True(graph.ComesAfter("dependants", "dependants-guard-binding"));
        Assert.Equal("clusters-of-other-stacks", (string)Json.Of(graph.Requests["dependants"].Inputs)!["metadata"]!["name"]!);
    }
}
