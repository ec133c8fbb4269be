using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>Makes the engine's requests out of resources, waiting for everything that they need.</summary>
internal sealed class RegistrationRequests(Deployment deployment)
{
    private const string Variable = "PULUMI_DISABLE_RESOURCE_REFERENCES";

    /// <summary>True if answers may hold references to resources.</summary>
    public static bool AcceptResources { get; } = Environment.GetEnvironmentVariable(Variable) is not { } value
        || (value != "1" && !value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InvalidOperationException">An input has a type that inputs may not have, or the engine is too old.</exception>
    public async Task<ReadResourceRequest> ReadAsync(Registration registration, string id)
    {
        var options = registration.Options;
        var properties = await PropertiesAsync(registration).ConfigureAwait(false);
        return new()
        {
            Type = registration.Type,
            Name = registration.Name,
            Id = id,
            Parent = await ParentAsync(registration).ConfigureAwait(false),
            Provider = await ProviderResource.ReferenceAsync(options.Provider).ConfigureAwait(false),
            Properties = properties.Values,
            Version = options.Version ?? "",
            PackageRef = await deployment.Packages.ResolveAsync(registration.Package).ConfigureAwait(false),
            AcceptSecrets = true,
            AcceptResources = AcceptResources,
            Dependencies = { (await DependenciesAsync(options, properties).ConfigureAwait(false)).All },
        };
    }

    /// <inheritdoc cref="ReadAsync"/>
    public async Task<RegisterResourceRequest> RegisterAsync(Registration registration)
    {
        var options = registration.Options;
        var request = new RegisterResourceRequest
        {
            Type = registration.Type,
            Name = registration.Name,
            Custom = registration.Resource is CustomResource,
            Remote = registration.IsRemote,
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            CustomTimeouts = options.CustomTimeouts?.ToProto(),
            AcceptSecrets = true,
            AcceptResources = AcceptResources,
            SupportsResultReporting = true,
            Hooks = new(),
            IgnoreChanges = { options.IgnoreChanges },
            HideDiffs = { options.HideDiffs },
        };
        AddFlags(request, options);
        await AddOtherResourcesAsync(request, registration).ConfigureAwait(false);
        await AddPropertiesAsync(request, registration).ConfigureAwait(false);
        await AddAliasesAsync(request, registration).ConfigureAwait(false);
        await deployment.Callbacks.RequireAsync(registration.Resource, options).ConfigureAwait(false);
        request.PackageRef = await deployment.Packages.ResolveAsync(registration.Package).ConfigureAwait(false);
        return request;
    }

    private static void AddFlags(RegisterResourceRequest request, ResourceOptions options)
    {
        if (options.Protect is { } protect)
            request.Protect = protect;
        if (options.RetainOnDelete is { } retainOnDelete)
            request.RetainOnDelete = retainOnDelete;
        if (options is not CustomResourceOptions custom)
            return;

        request.ImportId = custom.ImportId ?? "";
        request.DeleteBeforeReplaceDefined = custom.DeleteBeforeReplace is not null;
        request.DeleteBeforeReplace = custom.DeleteBeforeReplace ?? false;
        request.AdditionalSecretOutputs.AddRange(custom.AdditionalSecretOutputs);
        request.ReplaceOnChanges.AddRange(custom.ReplaceOnChanges);
        request.EnvVarMappings.Add(custom.EnvVarMappings);
    }

    private async Task AddOtherResourcesAsync(RegisterResourceRequest request, Registration registration)
    {
        var options = registration.Options;
        request.Parent = await ParentAsync(registration).ConfigureAwait(false);
        if (options is CustomResourceOptions)
            request.Provider = await ProviderResource.ReferenceAsync(options.Provider).ConfigureAwait(false);
        if (registration.IsRemote && options is ComponentResourceOptions component)
        {
            foreach (var provider in component.Provider is { } single ? [single] : component.Providers)
                request.Providers[provider.Package] = await ProviderResource.ReferenceAsync(provider).ConfigureAwait(false);
        }

        if (options.DeletedWith is { } deletedWith)
        {
            await deployment.Features.RequireDeletedWithAsync().ConfigureAwait(false);
            request.DeletedWith = await deletedWith.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        }

        foreach (var resource in await options.ReplaceWith.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false))
        {
            await deployment.Features.RequireReplaceWithAsync().ConfigureAwait(false);
            if (resource is not null && await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false) is { Length: > 0 } urn)
                request.ReplaceWith.Add(urn);
        }
    }

    private async Task AddPropertiesAsync(RegisterResourceRequest request, Registration registration)
    {
        var properties = await PropertiesAsync(registration).ConfigureAwait(false);
        request.Object = properties.Values;
        var (all, byProperty) = await DependenciesAsync(registration.Options, properties).ConfigureAwait(false);
        request.Dependencies.AddRange(all);
        foreach (var (property, urns) in byProperty)
            request.PropertyDependencies[property] = new() { Urns = { urns } };

        if (registration.Options.ReplacementTrigger is { } trigger)
        {
            var serializer = new PropertySerializer(await deployment.Features.ResourceReferences.ConfigureAwait(false));
            request.ReplacementTrigger = await serializer.SerializeAsync(new("replacementTrigger"), trigger).ConfigureAwait(false);
        }
    }

    private async Task AddAliasesAsync(RegisterResourceRequest request, Registration registration)
    {
        if (await deployment.Features.AliasSpecs.ConfigureAwait(false))
            request.Aliases.AddRange(await Aliases.SpecsAsync(registration.Options).ConfigureAwait(false));
        else
            request.AliasURNs.AddRange(await Aliases.UrnsAsync(registration.Resource, registration.Options).ConfigureAwait(false));
    }

    private async Task<SerializedProperties> PropertiesAsync(Registration registration)
    {
        var keepResources = await deployment.Features.ResourceReferences.ConfigureAwait(false);
        var keepOutputs = registration.IsRemote && await deployment.Features.OutputValues.ConfigureAwait(false);
        return await SerializedProperties.FromAsync(
            $"resource:{registration.Name}[{registration.Type}]",
            registration.Args.Inputs().Where(input => input.Key is not (PropertyNames.Id or PropertyNames.Urn)),
            keepResources,
            keepOutputs,
            ignoreResourceReferences: registration.IsRemote && keepResources).ConfigureAwait(false);
    }

    private async Task<string> ParentAsync(Registration registration)
    {
        var parent = registration.Options.Parent ?? (registration.Type == Stack.TypeToken ? null : deployment.Stack);
        return parent is null ? "" : await parent.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
    }

    private static async Task<(HashSet<string> All, Dictionary<string, HashSet<string>> ByProperty)> DependenciesAsync(
        ResourceOptions options, SerializedProperties properties)
    {
        var given = await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false);
        var all = await ResourceGraph.UrnsOfAsync(given).ConfigureAwait(false);
        var byProperty = new Dictionary<string, HashSet<string>>();
        foreach (var (property, resources) in properties.Dependencies)
        {
            var urns = await ResourceGraph.UrnsOfAsync(resources).ConfigureAwait(false);
            byProperty[property] = urns;
            all.UnionWith(urns);
        }

        return (all, byProperty);
    }
}
