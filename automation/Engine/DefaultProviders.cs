using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The providers that the engine registers for resources without one, like the Pulumi engine.</summary>
/// <param name="register">Registers a resource that the program does not register itself.</param>
/// <remarks>Source: https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/source_eval.go</remarks>
internal sealed class DefaultProviders(Func<RegisterResourceRequest, Task<RecordedResource>> register)
{
    /// <summary>Start of the names of default providers.</summary>
    public const string Name = "default";

    /// <summary>Start of the types of providers. The package follows.</summary>
    public const string TypePrefix = "pulumi:providers:";

    private readonly ConcurrentDictionary<(string Package, string Version), Lazy<Task<string>>> _references = [];

    /// <summary>Returns true if a URN is that of a default provider. Default providers have no parent.</summary>
    public static bool IsDefault(string urn)
        => urn.Split("::", 4) is [_, _, var type, var name]
            && type.StartsWith(TypePrefix, StringComparison.Ordinal)
            && (name == Name || name.StartsWith($"{Name}_", StringComparison.Ordinal));

    /// <summary>Returns the reference to the default provider of a package. Its first use registers it.</summary>
    /// <param name="token">Type or function token: <c>package:module:name</c>.</param>
    /// <param name="version">Version of the package. Empty for none.</param>
    public Task<string> GetAsync(string token, string version)
    {
        var package = token.Split(':', 2)[0];
        return _references.GetOrAdd((package, version), _ => new(() => RegisterAsync(package, version))).Value;
    }

    private async Task<string> RegisterAsync(string package, string version)
    {
        var inputs = new Struct();
        if (version.Length > 0)
            inputs.Fields["version"] = Value.ForString(version);
        var provider = await register(new() { Type = TypePrefix + package, Name = NameOf(version), Custom = true, Object = inputs });
        return $"{provider.Plan.Urn}::{provider.Plan.Id}";
    }

    private static string NameOf(string version)
        => version.Length == 0 ? Name : $"{Name}_{version.Replace('.', '_').Replace('-', '_').Replace('+', '_')}";
}
