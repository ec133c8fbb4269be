namespace K8tre.Components.GitOps.Registration;

/// <summary>The annotations of an Argo CD cluster Secret that the root application's own patches read. K8TRE reads none.</summary>
public static class ClusterAnnotations
{
    /// <summary>
    /// <c>spec.provider</c> of the cluster's ClusterSecretStore, JSON, where it is not what the overlay of the label
    /// <see cref="ClusterLabels.SecretStore"/> says. Source: where the source secrets were written.
    /// </summary>
    public const string SecretStoreProvider = "k8tre-infra/secret-store-provider";
}
