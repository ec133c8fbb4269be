namespace Pulumi;

/// <summary>Looks at a resource that is about to be registered, and may change its inputs and options.</summary>
/// <returns>The new inputs and options, or nothing to leave them as they are.</returns>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

/// <summary>A resource that is about to be registered.</summary>
public readonly struct ResourceTransformationArgs
{
    /// <summary>Describes a resource.</summary>
    public ResourceTransformationArgs(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        Resource = resource;
        Args = args;
        Options = options;
    }

    /// <summary>The resource; its outputs have no values yet.</summary>
    public Resource Resource { get; }

    /// <summary>Its inputs.</summary>
    public ResourceArgs Args { get; }

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; }
}

/// <summary>Result of a transformation of a resource.</summary>
public readonly struct ResourceTransformationResult
{
    /// <summary>Gives inputs and options, changed or not. The parent must stay the same.</summary>
    public ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
    {
        Args = args;
        Options = options;
    }

    /// <summary>The inputs.</summary>
    public ResourceArgs Args { get; }

    /// <summary>The options.</summary>
    public ResourceOptions Options { get; }
}
