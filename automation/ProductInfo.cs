using System.Reflection;

namespace K8tre.Automation;

/// <summary>Name and versions of the command, as the build wrote them into this assembly.</summary>
internal static class ProductInfo
{
    private static readonly Assembly Own = typeof(ProductInfo).Assembly;

    /// <summary>Name of the command on the command line.</summary>
    public const string Name = "k8tre";

    /// <summary>Version of the command, SemVer.</summary>
    public static string Version { get; }
        = Own.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>The Pulumi packages of this build: <c>official</c> or <c>offline</c>.</summary>
    public static string PulumiSdk { get; } = Metadata("PulumiSdk");

    /// <summary>Version of the package <c>Pulumi</c>.</summary>
    public static string PulumiVersion { get; } = Metadata("PulumiVersion");

    /// <summary>Build configuration: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } = Own.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Release";

    private static string Metadata(string key)
        => Own.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value ?? "";
}
