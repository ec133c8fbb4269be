namespace K8tre.Components.OnPrem;

/// <summary>DNS resolver to which K8TRE's <c>kare-dns</c> forwards queries for names outside the cluster.</summary>
/// <param name="Address">
/// IPv4 address. Null: the default gateway of the host where a job of <c>kare-dns</c> runs, or a name server of that host if the gateway
/// has no IPv4 address.
/// </param>
/// <remarks>https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/kare-dns/k3s/base/coredns-patcher-job.yaml</remarks>
public sealed record NameResolver(string? Address);
