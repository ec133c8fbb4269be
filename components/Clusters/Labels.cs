namespace K8tre.Components.Clusters;

/// <summary>Names of environments and vendors in labels, settings and resource names.</summary>
public static class Labels
{
    /// <summary>Gets the name of an environment: <c>dev</c>, <c>stg</c> or <c>prd</c>.</summary>
    public static string Label(this TreEnvironment environment) => environment.ToString().ToLowerInvariant();

    /// <summary>Gets the name of a vendor: <c>k3s</c>, <c>azure</c> or <c>aws</c>.</summary>
    public static string Label(this Vendor vendor) => vendor.ToString().ToLowerInvariant();
}
