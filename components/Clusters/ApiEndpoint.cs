namespace K8tre.Components.Clusters;

/// <summary>Where pods on a node's network find the Kubernetes API when nothing routes the Service address yet.</summary>
/// <param name="Host">Host name or address, without a scheme.</param>
/// <param name="Port">TCP port.</param>
public sealed record ApiEndpoint(Input<string> Host, int Port);
