namespace Pulumi;

/// <summary>Options of a resource that is made of other resources.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>The providers that children use, at most one for each package.</summary>
    public List<ProviderResource> Providers
    {
        get => field ??= [];
        set;
    }

    /// <summary>
    /// New options of both: single values of the second count, lists are appended, and of two providers for one package the
    /// second's counts.
    /// </summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = CopyOf(options1);
        if (options2 is not null)
        {
            merged.TakeOver(options2);
            merged.Providers.AddRange(options2.Providers);
        }

        merged.Providers = LastOfEachPackage(merged.Providers);
        return merged;
    }

    internal override ResourceOptions Clone() => CopyOf(this);

    private static ComponentResourceOptions CopyOf(ComponentResourceOptions? options)
    {
        if (options is null)
            return new();

        var copy = Copy<ComponentResourceOptions>(options);
        copy.Providers = [.. options.Providers];
        return copy;
    }

    private static List<ProviderResource> LastOfEachPackage(List<ProviderResource> providers) =>
        [.. providers.AsEnumerable().Reverse().DistinctBy(provider => provider.Package).Reverse()];
}
