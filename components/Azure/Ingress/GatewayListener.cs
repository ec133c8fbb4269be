namespace K8tre.Components.Azure.Ingress;

/// <summary>A domain that the public gateway answers for: its own name, and all names right below it.</summary>
/// <param name="Name">A word for it, unique: letters, digits and dashes. The environment's label, as a rule.</param>
/// <param name="Domain">The domain. In the hub, <c>gw</c> below it leads to the gateway inside the cluster.</param>
/// <param name="Certificate">Name of its certificate in the vault, which holds for both.</param>
public sealed record GatewayListener(string Name, string Domain, string Certificate)
{
    /// <summary>Certificate that the inner gateway's is signed by, DER in base64. Default: none, it is signed by a public authority.</summary>
    public Input<string>? BackendRoot { get; init; }

    // The inner gateway's record is one for all names below the domain.
    internal string Backend => $"gw.{Domain}";
}
