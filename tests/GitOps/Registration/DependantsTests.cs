using System.Text.Json.Nodes;
using K8tre.Components.GitOps.Registration;
using K8tre.Tests.Rights;

namespace K8tre.Tests.GitOps.Registration;

public sealed class DependantsTests
{
    private static Task<ResourceGraph> DependantsAsync() =>
        ResourceGraph.OfAsync(options => new Dependants("dependants", new() { Namespace = "argocd", Guarded = [] }, options));

    private static async Task<(string Policy, string Answer)?> DeletionAsync(
        string resource, string name, string home, string? data = """{"k3s-stg":"organization/k8tre/stg"}""")
    {
        var list = JsonNode.Parse($$"""{ "metadata": { "name": "{{Dependants.ListName}}" } }""")!;
        if (data is not null)
            list["data"] = JsonNode.Parse(data);
        var old = resource == "configmaps" ? list.DeepClone() : new JsonObject { ["metadata"] = new JsonObject() };
        old["metadata"]!["name"] = name;
        return new AdmissionPolicies(KubernetesObjects.In(await DependantsAsync())).Denial(
            new() { Operation = "DELETE", Resource = resource, Namespace = home, User = "system:admin", OldObject = old },
            new Dictionary<string, JsonNode> { [Dependants.ListName] = list });
    }

    // A request that deletes a collection names no object: policies see each object only as `oldObject`.
    [Theory]
    [InlineData("configmaps", Dependants.ListName, Dependants.ListName)]
    [InlineData("namespaces", "argocd", Dependants.NamespacePolicy)]
    public async Task A_list_with_entries_cannot_be_deleted_and_the_error_names_them(string resource, string name, string policy)
    {
        var (denying, answer) = (await DeletionAsync(resource, name, "argocd"))!.Value;

        Assert.Equal(policy, denying);
        Assert.Equal(
            "other stacks have clusters registered here: k3s-stg of organization/k8tre/stg; destroy those stacks first", answer);
    }

    [Theory]
    [InlineData("configmaps", Dependants.ListName, "argocd", null)]
    [InlineData("configmaps", Dependants.ListName, "argocd", "{}")]
    [InlineData("configmaps", "argocd-cm", "argocd", """{"a":"b"}""")]
    [InlineData("configmaps", Dependants.ListName, "other", """{"a":"b"}""")]
    [InlineData("namespaces", "argocd", "argocd", null)]
    [InlineData("namespaces", "argocd", "argocd", "{}")]
    [InlineData("namespaces", "gateway", "gateway", """{"a":"b"}""")]
    public async Task Nothing_else_is_protected(string resource, string name, string home, string? data) =>
        Assert.Null(await DeletionAsync(resource, name, home, data));

    [Theory]
    [InlineData("configmaps")]
    [InlineData("namespaces")]
    public async Task A_deletion_that_names_no_object_is_denied(string resource) => Assert.NotNull(
        new AdmissionPolicies(KubernetesObjects.In(await DependantsAsync())).Denial(
            new() { Operation = "DELETE", Resource = resource, Namespace = "argocd", User = "system:admin" },
            new Dictionary<string, JsonNode>
            {
                [Dependants.ListName] = JsonNode.Parse("""{ "data": { "k3s-stg": "organization/k8tre/stg" } }""")!,
            }));

    [Fact]
    public async Task The_namespace_can_be_deleted_once_the_list_is_gone() => Assert.Null(
        new AdmissionPolicies(KubernetesObjects.In(await DependantsAsync())).Denial(new()
        {
            Operation = "DELETE",
            Resource = "namespaces",
            Namespace = "argocd",
            User = "system:admin",
            OldObject = JsonNode.Parse("""{ "metadata": { "name": "argocd" } }"""),
        }));

    [Fact]
    public async Task The_message_has_one_line_which_the_api_server_requires()
    {
        var policies = new AdmissionPolicies(KubernetesObjects.In(await DependantsAsync())).All;

        Assert.Equal(2, policies.Count);
        Assert.All(policies, policy => Assert.DoesNotContain(
            "\n", (string)policy.At("spec.validations.0.messageExpression")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_other_stacks_write_entries()
    {
        var list = Assert.Single((await DependantsAsync()).Requests.Values, request => request.Type == "kubernetes:core/v1:ConfigMap");

        Assert.False(list.Inputs.ContainsKey("data"));
    }

    [Fact]
    public async Task The_policies_exist_before_the_list()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new Dependants("dependants", new() { Namespace = "argocd", Guarded = [] }, options),
            "dependants-guard-binding", "dependants-namespace-guard-binding");

        Assert.Empty(graph.Orphans);
        Assert.True(graph.ComesAfter("dependants", "dependants-guard-binding"));
        Assert.True(graph.ComesAfter("dependants", "dependants-namespace-guard-binding"));
        Assert.Equal("clusters-of-other-stacks", (string)Json.Of(graph.Requests["dependants"].Inputs)!["metadata"]!["name"]!);
    }
}
