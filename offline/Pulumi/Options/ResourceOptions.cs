namespace Pulumi;

/// <summary>Options of a resource. Collections are never null, so that collection initialisers can add to them.</summary>
public abstract partial class ResourceOptions
{
    /// <summary>For subclasses.</summary>
    protected ResourceOptions()
    {
    }

    /// <summary>The id of a resource that exists already: it is read, and not managed.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that this one is part of. Default: the stack.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources to wait for, besides those that the inputs come from.</summary>
    public InputList<Resource> DependsOn
    {
        get => field ??= new();
        set;
    }

    /// <summary>True if the engine refuses to delete the resource. Default: as the parent.</summary>
    public bool? Protect { get; set; }

    /// <summary>Inputs whose change is ignored.</summary>
    public List<string> IgnoreChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>The version of the provider's plugin. Default: the newest one installed.</summary>
    public string? Version { get; set; }

    /// <summary>The provider to use. Default: the parent's for the package, else the package's default one.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>Timeouts of the operations. Default: the provider's own.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Change inputs and options of this resource and its children before they are registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }

    /// <summary>As transformations, but called back by the engine, so that they see the children of remote components too.</summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => field ??= [];
        set;
    }

    /// <summary>Former names of the resource.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>The URN of a resource that the engine has already: its state is read.</summary>
    public string? Urn { get; set; }

    /// <summary>Inputs whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>URL from which the provider's plugin is downloaded.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>True if the provider keeps its object when the resource is deleted. Default: false.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion deletes this one with it.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Resources whose replacement replaces this one.</summary>
    public InputList<Resource> ReplaceWith
    {
        get => field ??= new();
        set;
    }

    /// <summary>Functions to call around the operations on the resource.</summary>
    public ResourceHookBinding Hooks
    {
        get => field ??= new();
        set;
    }

    /// <summary>Properties whose changes are not shown.</summary>
    public List<string> HideDiffs
    {
        get => field ??= [];
        set;
    }

    /// <summary>A value whose change replaces the resource.</summary>
    public Input<object>? ReplacementTrigger { get; set; }

    internal abstract ResourceOptions Clone();
}
