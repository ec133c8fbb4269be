using System.Reflection;

namespace K8tre.Automation;

/// <summary>What the build wrote into this assembly.</summary>
internal static class BuildFacts
{
    private static readonly Assembly Own = typeof(BuildFacts).Assembly;

    /// <summary>Version of the command, SemVer.</summary>
    public static string Version { get; }
        = Own.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Which Pulumi packages this build uses: <c>official</c> or <c>offline</c>.</summary>
    public static string PulumiSdk { get; } = Metadata("PulumiSdk");

    /// <summary>The pinned version of the package <c>Pulumi</c>.</summary>
    public static string PulumiVersion { get; } = Metadata("PulumiVersion");

    /// <summary>The build configuration: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } = Own.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Release";

    private static string Metadata(string key)
        => Own.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value ?? "";
}
