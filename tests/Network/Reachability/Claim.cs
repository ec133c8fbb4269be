namespace K8tre.Tests.Network.Reachability;

/// <summary>What the documentation says about a connection.</summary>
/// <param name="Source">Source of the connection, by the cluster.</param>
/// <param name="Destination">Destination, by the cluster. Null there: the cluster has none.</param>
/// <param name="Port">Port of the destination. 0: the port of the API server.</param>
/// <param name="Allowed">Letters of the clusters in which it is allowed.</param>
/// <param name="Denied">Letters of the clusters in which it is denied.</param>
/// <param name="Why">Reason for the verdict.</param>
internal sealed record Claim(
    Func<Site, Peer> Source, Func<Site, Peer?> Destination, int Port, string Allowed, string Denied, string Why)
{
    /// <summary>Protocol of the connection.</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary>Returns the claimed verdict for a cluster. Null: the claim is not about it.</summary>
    public bool? VerdictIn(Site site) =>
        Allowed.Split(' ').Contains(site.Key) ? true : Denied.Split(' ').Contains(site.Key) ? false : null;

    /// <summary>Returns the verdict of the cluster's policies.</summary>
    public bool IsAllowed(Site site, PolicySet policies) =>
        policies.Allows(Source(site), Destination(site)!, Port == 0 ? site.ApiPort : Port, Protocol);

    /// <summary>Port and protocol as the table shows them.</summary>
    public string PortText => Port == 0 ? "API" : $"{Port}/{Protocol}";
}
