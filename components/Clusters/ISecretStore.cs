namespace K8tre.Components.Clusters;

/// <summary>Where the secrets lie that K8TRE's ExternalSecrets copy from.</summary>
public interface ISecretStore
{
    /// <summary>Value of the label <c>secret-store</c>: the overlay by which K8TRE brings the store's object, <c>kubernetes</c> or <c>aws</c>.</summary>
    string Label { get; }

    /// <summary>
    /// JSON text of <c>spec.provider</c> of the ClusterSecretStore, in which External Secrets finds the store.
    /// Default: the text of K8TRE's overlay.
    /// </summary>
    Output<string>? Provider => null;

    /// <summary>Defines the secrets.</summary>
    /// <param name="name">Name of the component that holds them, with which the names of its resources begin.</param>
    /// <param name="secrets">Their values by key, under the names that K8TRE's ExternalSecrets have for them. Every value is secret.</param>
    /// <param name="options">Options of the resources.</param>
    /// <returns>For each secret a value that is known once it is there.</returns>
    IEnumerable<Output<string>> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options);
}
