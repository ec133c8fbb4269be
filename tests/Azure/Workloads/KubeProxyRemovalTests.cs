using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Components.Azure.Workloads;
using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Apps.V1;

namespace K8tre.Tests.Azure.Workloads;

public sealed class KubeProxyRemovalTests
{
    private const string Wanted = """{"k8tre.io/kube-proxy":"wanted"}""";

    [Fact]
    public async Task Kube_proxy_has_a_node_selector_that_matches_no_node()
    {
        var patch = (await GraphAsync()).Inputs("kubernetes:apps/v1:DaemonSetPatch", "proxy");

        Assert.Equal(("kube-system", "kube-proxy"), ((string?)patch.At("metadata.namespace"), (string?)patch.At("metadata.name")));
        Assert.Equal(Wanted, patch.At("spec.template.spec.nodeSelector")!.ToJsonString());
    }

    [Fact]
    public async Task The_policy_changes_only_writes_of_the_kube_proxy_DaemonSet()
    {
        var spec = await SpecAsync();

        var rule = Assert.Single(spec.At("matchConstraints.resourceRules")!.AsArray())!;
        Assert.Equal(
            """{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resourceNames":"""
                + """["kube-proxy"],"resources":["daemonsets"]}""",
            Sorted(rule));
        Assert.Equal(
            """{"kubernetes.io/metadata.name":"kube-system"}""",
            spec.At("matchConstraints.namespaceSelector.matchLabels")!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"spec":{"template":{"spec":{"hostNetwork":true}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"hostNetwork":true,"nodeSelector":{"kubernetes.io/os":"linux"}}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"hostNetwork":true,"nodeSelector":{"k8tre.io/kube-proxy":"wanted"}}}}}""")]
    public async Task The_patch_has_the_same_result_for_every_selector(string daemonSet)
    {
        var mutation = Assert.Single((await SpecAsync())["mutations"]!.AsArray())!;
        var patched = Apply((string)mutation.At("jsonPatch.expression")!, JsonNode.Parse(daemonSet)!);

        Assert.Equal("JSONPatch", (string?)mutation["patchType"]);
        Assert.Equal(Wanted, patched.At("spec.template.spec.nodeSelector")!.ToJsonString());
        Assert.True((bool)patched.At("spec.template.spec.hostNetwork")!);
    }

    [Fact]
    public async Task A_failure_of_the_policy_blocks_no_request() => Assert.Equal("Ignore", (string?)(await SpecAsync())["failurePolicy"]);

    [Fact]
    public async Task The_policy_comes_after_the_patch_and_is_bound()
    {
        var graph = await GraphAsync();

        var before = await OutputUtilities.GetValueAsync(graph.Options[graph.Single<MutatingAdmissionPolicy>()].DependsOn.ToOutput());
        Assert.Same(graph.Single<DaemonSetPatch>(), Assert.Single(before));
        var policy = (string?)Json.Of(graph.Requests["proxy-policy"].Inputs).At("metadata.name");
        Assert.Equal(policy, (string?)Json.Of(graph.Requests["proxy-binding"].Inputs).At("spec.policyName"));
        Assert.Empty(graph.Orphans);
    }

    // Applies the only operation that is used: it adds a member, or replaces it if it exists (RFC 6902, 4.1).
    private static JsonNode Apply(string expression, JsonNode document)
    {
        var patch = Regex.Match(expression, """^\[JSONPatch\{op: "add", path: "(?<path>(/\w+)+)", value: (?<value>\{.+\})\}\]$""");
        Assert.True(patch.Success, expression);
        var steps = patch.Groups["path"].Value[1..].Split('/');
        steps[..^1].Aggregate(document, (at, step) => at[step]!)[steps[^1]] = JsonNode.Parse(patch.Groups["value"].Value);
        return document;
    }

    private static string Sorted(JsonNode node) =>
        new JsonObject(node.AsObject().OrderBy(
            member => member.Key,
            StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();

    private static async Task<JsonNode> SpecAsync() => Json.Of((await GraphAsync()).Requests["proxy-policy"].Inputs["spec"])!;

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new KubeProxyRemoval("proxy", options));
}
