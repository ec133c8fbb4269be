using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Automation.Needs;

namespace K8tre.Tests.Needs;

/// <summary>Fields that differ between two renderings of the same Application, and what Argo CD ignores.</summary>
public sealed class RenderDifferencesTests(PlannedStacks stacks) : IClassFixture<PlannedStacks>
{
    private const string Differences = "/spec/template/spec/ignoreDifferences", Options = "/spec/template/spec/syncPolicy/syncOptions/-";

    [Fact]
    public void Fields_that_differ_at_each_rendering_are_neither_compared_nor_synced() => Assert.All(stacks.Plans, plan =>
    {
        var root = plan.Resources.Single(resource => resource.Type == "kubernetes:argoproj.io/v1alpha1:Application");
        var patches = root.Inputs["spec"].At("source.kustomize.patches")!.AsArray();

        Assert.All(WorkloadFacts.Current.Differences, fact =>
        {
            var operations = patches.Where(patch => (string?)patch.At("target.name") == fact.Application)
                .SelectMany(patch => JsonNode.Parse((string)patch!["patch"]!)!.AsArray()).ToList();
            var ignored = operations.Where(operation => (string?)operation!["path"] == Differences)
                .SelectMany(operation => operation!["value"]!.AsArray())
                .Where(item => $"{item!["group"]} {item["kind"]} {item["name"]}" == $"{fact.Group} {fact.Kind} {fact.Name}")
                .SelectMany(Paths);
            Assert.Equal(fact.Paths.Order(StringComparer.Ordinal), ignored.Order(StringComparer.Ordinal));
            Assert.Contains(operations, operation =>
                (string?)operation!["path"] == Options && (string?)operation["value"] == "RespectIgnoreDifferences=true");
        });
    });

    [Fact]
    public void Nothing_else_is_ignored()
    {
        var known = WorkloadFacts.Current.Differences.Select(fact => $"{fact.Application} {fact.Kind} {fact.Name}").ToHashSet();
        var root = stacks["dev"].Resources.Single(resource => resource.Type == "kubernetes:argoproj.io/v1alpha1:Application");
        var ignored =
            from patch in root.Inputs["spec"].At("source.kustomize.patches")!.AsArray()
            from operation in JsonNode.Parse((string)patch!["patch"]!)!.AsArray()
            where (string?)operation!["path"] == Differences
            from item in operation["value"]!.AsArray()
            select $"{patch.At("target.name")} {item!["kind"]} {item["name"]}";

        Assert.Equal(known.Order(StringComparer.Ordinal), ignored.Order(StringComparer.Ordinal));
    }

    // `.webhooks[]?.clientConfig.caBundle` of jq is `/webhooks/*/clientConfig/caBundle`.
    private static IEnumerable<string> Paths(JsonNode? item) =>
    [
        .. (item!["jsonPointers"]?.AsArray() ?? []).Select(pointer => (string)pointer!),
        .. (item["jqPathExpressions"]?.AsArray() ?? []).Select(path => Regex.Replace((string)path!, @"\[\]\??", ".*").Replace('.', '/')),
    ];
}
