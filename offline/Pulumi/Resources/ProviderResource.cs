using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A provider with a configuration of its own, for resources to use instead of the default one of their package.</summary>
public class ProviderResource : CustomResource
{
    /// <summary>The module of the type tokens of providers.</summary>
    internal const string TypePrefix = "pulumi:providers:";

    /// <summary>Registers a provider.</summary>
    /// <param name="package">The package whose resources it manages.</param>
    /// <param name="name">The name, unique in the stack.</param>
    /// <param name="args">The configuration.</param>
    /// <param name="options">Options of the resource.</param>
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : this(package, name, args, options, registerPackageRequest: null)
    {
    }

    /// <inheritdoc cref="ProviderResource(string, string, ResourceArgs, CustomResourceOptions?)"/>
    /// <param name="registerPackageRequest">The package, where it was made from parameters.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(TypePrefix + package, name, args, options, registerPackageRequest)
    {
        Package = package;
    }

    /// <summary>The package whose resources it manages.</summary>
    internal string Package { get; }

    /// <summary>Gets the reference by which requests name the provider: its URN and its id. It is empty for no provider.</summary>
    internal static async Task<string> ReferenceAsync(ProviderResource? provider)
    {
        if (provider is null)
            return "";

        var urn = await provider.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var id = await provider.Id.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        return $"{urn}::{(string.IsNullOrEmpty(id) ? Signatures.Unknown : id)}";
    }
}
