namespace K8tre.Components.Clusters;

/// <summary>Endpoint of the Kubernetes API for pods on the host network, which works before Service addresses are routed.</summary>
/// <param name="Host">Host name or address, without a scheme.</param>
/// <param name="Port">TCP port.</param>
public sealed record ApiEndpoint(Input<string> Host, int Port);
