namespace K8tre.Components.OnPrem;

/// <summary>Stable address of a cluster's API, in front of several servers.</summary>
/// <param name="Address">Address or DNS name that clients and agents use.</param>
/// <param name="VirtualInterface">
/// Network interface of the servers on which kube-vip assigns the address. Null: the operator's load balancer has the address and forwards
/// port 6443.
/// </param>
public sealed record K3sEndpoint(string Address, string? VirtualInterface)
{
    /// <summary>TCP port of the Kubernetes API.</summary>
    public const int ApiPort = 6443;
}
