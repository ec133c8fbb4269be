namespace K8tre.Components.Clusters;

/// <summary>Identity with the vendor of a management cluster's Argo CD. Clusters of the same vendor accept it without a secret.</summary>
public abstract record ArgoCdIdentity
{
    private ArgoCdIdentity()
    {
    }

    /// <summary>IAM role of Argo CD's pods.</summary>
    /// <param name="RoleArn">ARN of the role.</param>
    public sealed record Aws(Output<string> RoleArn) : ArgoCdIdentity;

    /// <summary>Managed identity in Entra with which Argo CD's ServiceAccounts are federated.</summary>
    /// <param name="ClientId">Client id, a GUID.</param>
    /// <param name="PrincipalId">Object id, a GUID.</param>
    /// <param name="TenantId">Id of the Entra tenant, a GUID.</param>
    public sealed record Entra(Output<string> ClientId, Output<string> PrincipalId, Output<string> TenantId) : ArgoCdIdentity;
}
