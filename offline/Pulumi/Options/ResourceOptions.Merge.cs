namespace Pulumi;

public abstract partial class ResourceOptions
{
    /// <summary>A copy whose collections may be changed without changing those of the original.</summary>
    private protected static TOptions Copy<TOptions>(ResourceOptions options)
        where TOptions : ResourceOptions, new() => new()
        {
            Id = options.Id,
            Parent = options.Parent,
            DependsOn = options.DependsOn.Clone(),
            Protect = options.Protect,
            IgnoreChanges = [.. options.IgnoreChanges],
            Version = options.Version,
            Provider = options.Provider,
            CustomTimeouts = options.CustomTimeouts?.Clone(),
            ResourceTransformations = [.. options.ResourceTransformations],
            ResourceTransforms = [.. options.ResourceTransforms],
            Aliases = [.. options.Aliases],
            Urn = options.Urn,
            ReplaceOnChanges = [.. options.ReplaceOnChanges],
            PluginDownloadURL = options.PluginDownloadURL,
            RetainOnDelete = options.RetainOnDelete,
            DeletedWith = options.DeletedWith,
            ReplaceWith = options.ReplaceWith.Clone(),
            Hooks = options.Hooks.Clone(),
            HideDiffs = [.. options.HideDiffs],
            ReplacementTrigger = options.ReplacementTrigger,
        };

    /// <summary>Takes over what other options say: their single values replace, their lists are appended.</summary>
    private protected void TakeOver(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges.AddRange(other.IgnoreChanges);
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts?.Clone() ?? CustomTimeouts;
        ResourceTransformations.AddRange(other.ResourceTransformations);
        ResourceTransforms.AddRange(other.ResourceTransforms);
        Aliases.AddRange(other.Aliases);
        Urn = other.Urn ?? Urn;
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplaceWith = ReplaceWith.Concat(other.ReplaceWith);
        Hooks = Hooks.Concat(other.Hooks);
        HideDiffs.AddRange(other.HideDiffs);
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
    }
}
