namespace K8tre.Components.Clusters;

/// <summary>How Argo CD reaches a cluster and proves who it is.</summary>
public abstract record ArgoCredential
{
    private ArgoCredential()
    {
    }

    /// <summary>Argo CD runs in the cluster itself and uses its own ServiceAccounts. No secret exists.</summary>
    public sealed record InCluster : ArgoCredential;
}
