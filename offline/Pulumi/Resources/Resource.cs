using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something that the engine keeps track of. Making one registers it.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly HashSet<Resource> _children = [];
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;

    /// <summary>A resource that is only referred to.</summary>
    private protected Resource(string type, string name)
    {
        _type = type;
        _name = name;
        _protect = false;
        Urn = null!;
    }

    private protected Resource(
        string type, string name, ResourceArgs args, ResourceOptions options, bool isRemote, RegisterPackageRequest? package)
    {
        if (string.IsNullOrEmpty(type))
            throw new ArgumentException("'type' cannot be null or empty.", nameof(type));
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException("'name' cannot be null or empty.", nameof(name));

        _type = type;
        _name = name;
        var deployment = Deployment.Required;
        var completions = OpenOutputs(isRemote || options.Urn is not null);
        var parent = type == Stack.TypeToken ? null : options.Parent ?? (options.Urn is null ? deployment.Stack : null);
        _transformations = [.. options.ResourceTransformations, .. parent?._transformations ?? []];
        (args, options) = Transform(args, options);
        options = options.Clone();

        if (options is ComponentResourceOptions { Provider: not null, Providers.Count: > 0 })
        {
            throw new ResourceException(
                "Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
        }

        options.Parent?.AddChild(this);
        options.Protect ??= options.Parent?._protect;
        _protect = options.Protect;
        _providers = InheritProviders(options);
        Provider = this is CustomResource ? options.Provider : null;
        Version = options.Version;
        PluginDownloadUrl = options.PluginDownloadURL;
        FormerUrns = [.. options.Aliases.Select(alias => (Input<string>)Aliases.UrnOf(alias, name, type, options.Parent))];

        deployment.Tasks.Add(deployment.Registrar.RegisterAsync(new(this, isRemote, args, options, package, completions)));
    }

    /// <summary>The URN: known even in previews.</summary>
    [Output(PropertyNames.Urn)]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>The provider in use, for calls of methods.</summary>
    internal ProviderResource? Provider { get; }

    internal string? Version { get; }

    internal string? PluginDownloadUrl { get; }

    /// <summary>The URNs that the resource's own aliases stand for.</summary>
    internal ImmutableArray<Input<string>> FormerUrns { get; } = [];

    /// <summary>The type token.</summary>
    public string GetResourceType() => _type;

    /// <summary>The name, unique in the stack for resources of the same type and the same types of parents.</summary>
    public string GetResourceName() => _name;

    /// <summary>The provider that children of this resource use for a type or function.</summary>
    internal ProviderResource? ProviderFor(string token) => PackageOf(token) is { } package ? _providers.GetValueOrDefault(package) : null;

    internal Resource[] Children()
    {
        lock (_children)
            return [.. _children];
    }

    private void AddChild(Resource child)
    {
        lock (_children)
            _children.Add(child);
    }

    // Outputs that a component declares belong to its own code, unless the engine computes them.
    private Dictionary<string, IOutputCompletion> OpenOutputs(bool areAllComputed) => OutputProperty.Of(GetType())
        .Where(property => this is CustomResource || areAllComputed || property.IsBuiltIn)
        .ToDictionary(property => property.Name, property => property.Open(this));

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new(this, args, options)) is not { } result)
                continue;

            // The parent decided which transformations run: it is too late to change it.
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }

    private ImmutableDictionary<string, ProviderResource> InheritProviders(ResourceOptions options)
    {
        var inherited = options.Parent?._providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (options is ComponentResourceOptions component)
        {
            var own = component.Provider is { } single ? [single] : component.Providers;
            return inherited.SetItems(own.Select(provider => KeyValuePair.Create(provider.Package, provider)));
        }

        if (options.Provider is null)
        {
            options.Provider = options.Parent?.ProviderFor(_type);
            return inherited;
        }

        return PackageOf(_type) is { } package ? inherited.SetItem(package, options.Provider) : inherited;
    }

    private static string? PackageOf(string token) => token.Split(':') is [var package, _, _] ? package : null;
}
