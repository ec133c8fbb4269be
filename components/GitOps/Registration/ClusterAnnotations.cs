namespace K8tre.Components.GitOps.Registration;

/// <summary>Annotations of an Argo CD cluster Secret. Only the root application's patches read them; K8TRE does not.</summary>
public static class ClusterAnnotations
{
    /// <summary>
    /// <c>spec.provider</c> of the cluster's ClusterSecretStore as JSON, if it differs from the overlay that the label
    /// <see cref="ClusterLabels.SecretStore"/> selects. Source: the store of the source secrets.
    /// </summary>
    public const string SecretStoreProvider = "k8tre-infra/secret-store-provider";
}
