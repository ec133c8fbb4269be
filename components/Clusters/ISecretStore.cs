namespace K8tre.Components.Clusters;

/// <summary>Where the secrets lie that K8TRE's ExternalSecrets copy from.</summary>
public interface ISecretStore
{
    /// <summary>Value of the label <c>secret-store</c>: the overlay by which K8TRE brings the store's object, <c>kubernetes</c> or <c>aws</c>.</summary>
    string Label { get; }

    /// <summary>
    /// What External Secrets is told of the store, where the overlay says something else: <c>spec.provider</c> of a ClusterSecretStore. Default: what the overlay says.
    /// </summary>
    InputMap<object>? Provider => null;

    /// <summary>Defines the secrets.</summary>
    /// <param name="name">Name of the component that holds them, with which the names of its resources begin.</param>
    /// <param name="secrets">Their values by key, under the names that K8TRE's ExternalSecrets have for them. Every value is secret.</param>
    /// <param name="options">Options of the resources.</param>
    /// <returns>The resources that hold the secrets.</returns>
    IReadOnlyList<Resource> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options);
}
