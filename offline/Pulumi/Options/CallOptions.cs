namespace Pulumi;

/// <summary>Options of a call of a resource's method.</summary>
public class CallOptions
{
    /// <summary>The resource whose provider is used when none is given.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider to use. Default: the parent's for the package, else the package's default one.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider's plugin.</summary>
    public string? Version { get; set; }

    /// <summary>URL from which the provider's plugin is downloaded.</summary>
    public string? PluginDownloadURL { get; set; }
}
