namespace K8tre.Components.Clusters;

/// <summary>Store of the source secrets, which K8TRE's ExternalSecrets copy into the cluster.</summary>
public interface ISecretStore
{
    /// <summary>Value of the label <c>secret-store</c>, the name of K8TRE's overlay: <c>kubernetes</c> or <c>aws</c>.</summary>
    string Label { get; }

    /// <summary><c>spec.provider</c> of the ClusterSecretStore as JSON, members sorted by name. Default: the one of the overlay.</summary>
    Output<string>? Provider => null;

    /// <summary>Creates the secrets.</summary>
    /// <param name="name">Name of the component that owns the secrets. The names of its resources begin with it.</param>
    /// <param name="secrets">Keys and values of each secret, by the name that K8TRE's ExternalSecrets use. Every value is secret.</param>
    /// <param name="options">Options of the resources.</param>
    /// <returns>The resources that hold the secrets.</returns>
    IReadOnlyList<Resource> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options);
}
