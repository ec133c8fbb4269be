namespace K8tre.Components.Clusters;

/// <summary>Credential with which an Argo CD that runs elsewhere signs in to a cluster.</summary>
/// <remarks>An Argo CD that runs in the cluster uses its own ServiceAccounts.</remarks>
public abstract record ArgoCredential
{
    private ArgoCredential()
    {
    }

    /// <summary>Token of a ServiceAccount in the cluster, for an Argo CD that has no identity that the cluster knows.</summary>
    /// <remarks>The account has only the listed rights. A new generation revokes the token.</remarks>
    public sealed record ServiceAccountToken : ArgoCredential;

    /// <summary>IAM role that Argo CD assumes. The cluster maps it to a group.</summary>
    /// <param name="RoleArn">ARN of the role.</param>
    /// <param name="Group">Kubernetes group of the role's access entry.</param>
    /// <param name="CaData">Certificates of the authority that signed the API server's certificate, PEM in base64.</param>
    /// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks</remarks>
    public sealed record EksRole(Output<string> RoleArn, string Group, Output<string> CaData) : ArgoCredential;

    /// <summary>Argo CD's own identity in Entra. The cluster identifies it by its object id.</summary>
    /// <param name="Identity">The identity.</param>
    /// <param name="CaData">Certificates of the authority that signed the API server's certificate, PEM in base64.</param>
    /// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#aks</remarks>
    public sealed record Entra(ArgoCdIdentity.Entra Identity, Output<string> CaData) : ArgoCredential;
}
