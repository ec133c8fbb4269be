namespace K8tre.Components.Egress;

/// <summary>DNS names that workloads of a platform may reach over HTTPS.</summary>
/// <param name="Name">Unique name of the rule: letters, digits and dashes.</param>
/// <param name="Reason">Purpose of the traffic.</param>
/// <param name="Source">URL of a page that documents the names. Null: the operator added them.</param>
/// <param name="Fqdns">DNS names. Their first label may be <c>*</c>. None: the vendor maintains the names as <see cref="Tag"/>.</param>
public sealed record EgressRule(string Name, string Reason, Uri? Source, params IReadOnlyList<string> Fqdns)
{
    /// <summary>Tag for names that the vendor maintains, like <c>AzureKubernetesService</c>. Default: none.</summary>
    public string? Tag { get; init; }

    /// <summary>Public image registry that needs the names, such as <c>quay.io</c>. Default: none.</summary>
    public string? Registry { get; init; }

    /// <summary>Names that serve only the layers of its images, by signed URLs that the registry issues. Default: none.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];
}
