using System.Text.RegularExpressions;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Tests.Stacks;

/// <summary>The guide's examples, as an operator would paste them.</summary>
public sealed partial class GitOpsGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/guides/gitops.md"));

    private static IEnumerable<string> Examples => Example().Matches(Guide).Select(match => match.Groups[1].Value);

    [Fact]
    public async Task Every_stack_file_can_be_planned()
    {
        var files = Examples.Where(example => example.StartsWith("config:", StringComparison.Ordinal)).ToArray();

        Assert.Equal(2, files.Length);
        foreach (var file in files)
            Assert.NotEmpty((await StackFile.PlanAsync(file)).Resources);
    }

    [Fact]
    public async Task Every_part_of_argo_cds_settings_can_be_pasted_into_the_development_stack()
    {
        var parts = Examples.Where(example => example.StartsWith("argoCd:", StringComparison.Ordinal)).ToArray();
        var dev = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));

        Assert.Equal(4, parts.Length);
        foreach (var part in parts)
        {
            var indented = string.Concat(part.TrimEnd().Split('\n').Select(line => $"    {line}\n"));
            var file = dev.Replace("    ssh:\n", $"{indented}    ssh:\n", StringComparison.Ordinal);
            Assert.NotEmpty((await StackFile.PlanAsync($"{file}  k8tre:argoCdClientSecret:\n    secure: v1:x\n")).Resources);
        }
    }

    [Fact]
    public void Every_label_of_the_contract_is_explained() => Assert.All(
        [
            ClusterLabels.Environment, ClusterLabels.Vendor, ClusterLabels.ExternalDns, ClusterLabels.SecretStore,
            ClusterLabels.ExternalDomain, ClusterLabels.Region, ClusterLabels.ClusterName, ClusterLabels.MetalLbIpRange,
        ],
        label => Assert.Contains($"| `{label}` |", Guide, StringComparison.Ordinal));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
