namespace K8tre.Components.OnPrem;

/// <summary>The stable address of a cluster's API, in front of several servers.</summary>
/// <param name="Address">Address or DNS name that clients and agents use.</param>
/// <param name="VirtualInterface">
/// Network interface of the servers on which kube-vip holds the address. None: the operator's load balancer holds it, and forwards port 6443.
/// </param>
public sealed record K3sEndpoint(string Address, string? VirtualInterface);
