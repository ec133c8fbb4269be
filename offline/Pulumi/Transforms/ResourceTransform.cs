using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Called back by the engine for a resource that is about to be registered; may change its inputs and options.</summary>
/// <returns>The new inputs and options, or nothing to leave them as they are.</returns>
public delegate Task<ResourceTransformResult?> ResourceTransform(ResourceTransformArgs args, CancellationToken cancellationToken = default);

/// <summary>A resource that is about to be registered, as the engine sees it.</summary>
public readonly struct ResourceTransformArgs
{
    /// <summary>Describes a resource.</summary>
    public ResourceTransformArgs(string name, string type, bool custom, ImmutableDictionary<string, object?> args, ResourceOptions options)
    {
        Name = name;
        Type = type;
        Custom = custom;
        Args = args;
        Options = options;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type token.</summary>
    public string Type { get; }

    /// <summary>True if a provider manages the resource. Otherwise it is a component.</summary>
    public bool Custom { get; }

    /// <summary>Its inputs by the names that the engine knows.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; }
}

/// <summary>Result of a transform of a resource.</summary>
public readonly struct ResourceTransformResult
{
    /// <summary>Gives inputs and options, changed or not.</summary>
    public ResourceTransformResult(ImmutableDictionary<string, object?> args, ResourceOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The inputs by the names that the engine knows.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>The options.</summary>
    public ResourceOptions Options { get; }
}
