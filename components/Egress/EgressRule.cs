namespace K8tre.Components.Egress;

/// <summary>Names that something inside may reach over HTTPS.</summary>
/// <param name="Name">Name of the rule, unique: letters, digits and dashes.</param>
/// <param name="Reason">What stops working without it.</param>
/// <param name="Source">Page that says so, a URL.</param>
/// <param name="Fqdns">DNS names, the first label may be <c>*</c>. None where the vendor keeps them.</param>
public sealed record EgressRule(string Name, string Reason, Uri Source, params IReadOnlyList<string> Fqdns)
{
    /// <summary>Names that the vendor keeps itself, like <c>AzureKubernetesService</c>. Default: none.</summary>
    public string? Tag { get; init; }
}
