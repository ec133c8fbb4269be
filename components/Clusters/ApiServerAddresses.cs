using System.Net;

namespace K8tre.Components.Clusters;

/// <summary>Addresses at which other clusters reach an API server.</summary>
/// <param name="Ranges">Address ranges. Empty: only names are known.</param>
/// <param name="Port">TCP port.</param>
public sealed record ApiServerAddresses(IReadOnlyList<IPNetwork> Ranges, int Port)
{
    /// <summary>DNS names. The first label may be <c>*</c>. Default: none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
