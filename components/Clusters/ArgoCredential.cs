namespace K8tre.Components.Clusters;

/// <summary>How an Argo CD that runs elsewhere proves to a cluster who it is. One that runs in the cluster has its own ServiceAccounts.</summary>
public abstract record ArgoCredential
{
    private ArgoCredential()
    {
    }

    /// <summary>
    /// A token of a ServiceAccount on the cluster, where Argo CD has no identity that the cluster knows. Its rights are listed one by one, and
    /// a new generation ends it.
    /// </summary>
    public sealed record ServiceAccountToken : ArgoCredential;

    /// <summary>A role of AWS that Argo CD takes on, and that is a group in the cluster.</summary>
    /// <param name="RoleArn">ARN of the role. Known once Argo CD can take it on.</param>
    /// <param name="Group">The Kubernetes group that the cluster's access entry makes of it.</param>
    /// <param name="CaData">Certificates that the API server's is signed by, PEM in base64.</param>
    /// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks</remarks>
    public sealed record EksRole(Output<string> RoleArn, string Group, Output<string> CaData) : ArgoCredential;

    /// <summary>Argo CD's own identity in Entra, which the cluster knows by its object id.</summary>
    /// <param name="Identity">The identity. Known once the cluster lets it in.</param>
    /// <param name="CaData">Certificates that the API server's is signed by, PEM in base64.</param>
    /// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#aks</remarks>
    public sealed record Entra(ArgoCdIdentity.Entra Identity, Output<string> CaData) : ArgoCredential;
}
