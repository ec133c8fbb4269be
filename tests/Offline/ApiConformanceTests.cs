using System.Reflection;
using Xunit.Abstractions;

namespace K8tre.Tests.Offline;

/// <summary>
/// Compares the Pulumi assemblies in use with listings of the official ones, which lie beside the checkout where there are any. What the
/// listings do not have must not exist here; what they have and is missing here is reported.
/// </summary>
public sealed class ApiConformanceTests(ITestOutputHelper output)
{
    /// <summary>Kubernetes members that came after the version of the listing (4.32); the version in use is 4.34.</summary>
    private static readonly HashSet<string> NewerThanTheListing =
    [
        "Pulumi.Kubernetes.Helm.V3.Release.TakeOwnership",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.ConfigMapVolumeSourceArgs.DefaultUser",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.ConfigMapVolumeSourcePatchArgs.DefaultUser",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.PodSpecArgs.EvictionResponders",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.PodSpecArgs.WorkloadRef",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.PodSpecPatchArgs.EvictionResponders",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.PodSpecPatchArgs.WorkloadRef",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.SecretVolumeSourceArgs.DefaultUser",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.SecretVolumeSourcePatchArgs.DefaultUser",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.ServiceAccountTokenProjectionArgs.User",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.ServiceAccountTokenProjectionPatchArgs.User",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.VolumeMountArgs.BindMountOptions",
        "Pulumi.Kubernetes.Types.Inputs.Core.V1.VolumeMountPatchArgs.BindMountOptions",
        "Pulumi.Kubernetes.Types.Inputs.Helm.V3.ReleaseArgs.TakeOwnership",
        "Pulumi.Kubernetes.Types.Inputs.Helm.V4.ChartArgs.IncludeHooks",
    ];

    [Theory]
    [InlineData("Pulumi", true)]
    [InlineData("Pulumi.Automation", true)]
    [InlineData("Pulumi.Command", true)]
    [InlineData("Pulumi.Kubernetes", false)]
    public void Every_public_member_exists_in_the_official_package_with_the_same_signature(string package, bool isWhole)
    {
        var listing = Path.Combine(Repository.Root, "..", "shared", "official-api", $"{package}.txt");
        if (!File.Exists(listing))
        {
            output.WriteLine($"not checked: there is no listing of {package} beside this checkout");
            return;
        }

        var official = File.ReadLines(listing).Where(line => !line.StartsWith('#')).ToHashSet();
        var types = official.Where(IsType).Select(TypeOf).ToHashSet();
        var ours = PublicApi.Of(Assembly.Load(package)).Where(line => isWhole || types.Contains(TypeOf(line))).ToHashSet();

        var invented = ours.Except(official)
            .Where(line => !NewerThanTheListing.Contains(line.Split(' ')[0]))
            .Order(StringComparer.Ordinal)
            .ToArray();
        Report(package, official, ours);
        Assert.True(invented.Length == 0, $"not in the official {package}:\n{string.Join('\n', invented)}");
    }

    private void Report(string package, HashSet<string> official, HashSet<string> ours)
    {
        var missing = official.Except(ours).Order(StringComparer.Ordinal).ToLookup(TypeOf);
        var types = missing.Where(type => type.Any(IsType)).Select(type => type.Key).ToArray();
        output.WriteLine($"{package}: {official.Count(ours.Contains)} of {official.Count} official lines are here.");
        output.WriteLine($"Types that are missing ({types.Length}): {string.Join(", ", types)}");
        output.WriteLine("Members that are missing:");
        foreach (var line in missing.Where(type => !types.Contains(type.Key)).SelectMany(lines => lines))
            output.WriteLine($"  {line}");
    }

    private static bool IsType(string line) => line.EndsWith(']') && line.IndexOfAny(['(', '{']) < 0;

    // A type's own line has its name before " ["; a member's line has the name of the type before the member's own.
    private static string TypeOf(string line)
    {
        if (IsType(line))
            return line[..line.IndexOf(" [", StringComparison.Ordinal)];

        var end = line.IndexOfAny(['(', '{']) is var at and >= 0 ? at : line.IndexOf(" [field]", StringComparison.Ordinal);
        var path = line[..end];
        var depth = 0;
        for (var i = path.Length - 1; i > 0; i--)
        {
            depth += path[i] switch { '>' => 1, '<' => -1, _ => 0 };
            if (path[i] == '.' && depth == 0)
                return path[..i];
        }

        return path;
    }
}
