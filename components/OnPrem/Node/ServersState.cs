namespace K8tre.Components.OnPrem.Node;

/// <summary>Servers of a cluster after their installation.</summary>
/// <param name="Last">Command after which all servers are installed.</param>
/// <param name="CaSha256">The sha256 of the cluster's CA.</param>
internal sealed record ServersState(Resource Last, Output<string> CaSha256);
