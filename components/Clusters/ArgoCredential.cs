namespace K8tre.Components.Clusters;

/// <summary>How an Argo CD that runs elsewhere proves to a cluster who it is. One that runs in the cluster has its own ServiceAccounts.</summary>
public abstract record ArgoCredential
{
    private ArgoCredential()
    {
    }

    /// <summary>
    /// A token of a ServiceAccount on the cluster, for clusters that know no other identities. Its rights are listed one by one, and
    /// a new generation ends it.
    /// </summary>
    public sealed record ServiceAccountToken : ArgoCredential;
}
