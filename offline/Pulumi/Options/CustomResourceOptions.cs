namespace Pulumi;

/// <summary>Options of a resource that a provider manages.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    /// <summary>True if a replacement deletes the old resource first. Default: the provider decides.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Outputs that are secret besides those the provider marks.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => field ??= [];
        set;
    }

    /// <summary>The id of a resource that exists already and is to be managed from now on.</summary>
    public string? ImportId { get; set; }

    /// <summary>For a provider: environment variables it reads, each by the name of the variable that holds its value.</summary>
    public Dictionary<string, string> EnvVarMappings
    {
        get => field ??= [];
        set;
    }

    /// <summary>New options of both: single values of the second count, lists are appended.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = CopyOf(options1);
        if (options2 is null)
            return merged;

        merged.TakeOver(options2);
        merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = options2.ImportId ?? merged.ImportId;
        merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
        foreach (var (name, source) in options2.EnvVarMappings)
            merged.EnvVarMappings[name] = source;
        return merged;
    }

    internal override ResourceOptions Clone() => CopyOf(this);

    private static CustomResourceOptions CopyOf(CustomResourceOptions? options)
    {
        if (options is null)
            return new();

        var copy = Copy<CustomResourceOptions>(options);
        copy.DeleteBeforeReplace = options.DeleteBeforeReplace;
        copy.AdditionalSecretOutputs = [.. options.AdditionalSecretOutputs];
        copy.ImportId = options.ImportId;
        copy.EnvVarMappings = new(options.EnvVarMappings);
        return copy;
    }
}
