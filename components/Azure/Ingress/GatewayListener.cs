namespace K8tre.Components.Azure.Ingress;

/// <summary>Domain that the application gateway serves: its own name and all names directly below it.</summary>
/// <param name="Name">Unique name of the listener: letters, digits and dashes. Usually the environment's label.</param>
/// <param name="Domain">The domain. In the hub, the record <c>gw</c> below it points to the gateway inside the cluster.</param>
/// <param name="Certificate">Name of the certificate in the key vault. It is valid for both names.</param>
public sealed record GatewayListener(string Name, string Domain, string Certificate)
{
    /// <summary>CA certificate of the gateway inside the cluster, DER in base64. Default: none; a public CA signs its certificate.</summary>
    public Input<string>? BackendRoot { get; init; }

    // One record serves all names below the domain.
    internal string Backend => $"gw.{Domain}";
}
