using System.Text.Json.Nodes;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Tests.GitOps.Registration;

public sealed class DependantsTests
{
    private static Task<ResourceGraph> DependantsAsync() =>
        ResourceGraph.OfAsync(options => new Dependants("dependants", new() { Namespace = "argocd", Guarded = [] }, options));

    private static async Task<JsonNode> OneAsync(string type)
    {
        var requests = (await DependantsAsync()).Requests.Values;
        return Json.Of(Assert.Single(requests, request => request.Type!.EndsWith($":{type}", StringComparison.Ordinal)).Inputs)!;
    }

    [Fact]
    public async Task A_list_with_entries_cannot_be_deleted_and_the_error_names_them()
    {
        var policy = await OneAsync("ValidatingAdmissionPolicy");

        var rule = Assert.Single(policy.At("spec.matchConstraints.resourceRules")!.AsArray())!;
        Assert.Equal("""["DELETE"]""", rule["operations"]!.ToJsonString());
        Assert.Equal("""["configmaps"]""", rule["resources"]!.ToJsonString());
        Assert.Equal($"""["{Dependants.ListName}"]""", rule["resourceNames"]!.ToJsonString());
        var validation = Assert.Single(policy.At("spec.validations")!.AsArray())!;
        Assert.Equal("!has(oldObject.data) || size(oldObject.data) == 0", (string)validation["expression"]!);
        Assert.Equal(
            "\"other stacks have clusters registered here: \" + oldObject.data.map(key, key + \" of \" + oldObject.data[key]).join(\", \")"
            + " + \"; destroy those stacks first\"",
            (string)validation["messageExpression"]!);
        // The API server refuses a message with more than one line.
        Assert.DoesNotContain("\n", (string)validation["messageExpression"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_denies_requests_even_if_it_cannot_be_evaluated()
    {
        Assert.Equal("Fail", (string)(await OneAsync("ValidatingAdmissionPolicy")).At("spec.failurePolicy")!);
        Assert.Equal("""["Deny"]""", (await OneAsync("ValidatingAdmissionPolicyBinding")).At("spec.validationActions")!.ToJsonString());
    }

    [Fact]
    public async Task Only_other_stacks_write_entries()
    {
        var list = Assert.Single((await DependantsAsync()).Requests.Values, request => request.Type == "kubernetes:core/v1:ConfigMap");

        Assert.False(list.Inputs.ContainsKey("data"));
    }

    [Fact]
    public async Task The_policy_exists_before_the_list()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new Dependants("dependants", new() { Namespace = "argocd", Guarded = [] }, options), "dependants-guard-binding");

        Assert.Empty(graph.Orphans);
        Assert.True(graph.ComesAfter("dependants", "dependants-guard-binding"));
        Assert.Equal("clusters-of-other-stacks", (string)Json.Of(graph.Requests["dependants"].Inputs)!["metadata"]!["name"]!);
    }
}
