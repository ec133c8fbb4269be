namespace K8tre.Components.Clusters;

/// <summary>Who the Argo CD of a management cluster is to its cloud. Clusters of the same cloud let it in as that, without a secret.</summary>
public abstract record ArgoCdIdentity
{
    private ArgoCdIdentity()
    {
    }

    /// <summary>A role of AWS, which its pods have.</summary>
    /// <param name="RoleArn">ARN of the role.</param>
    public sealed record Aws(Output<string> RoleArn) : ArgoCdIdentity;

    /// <summary>A managed identity of Azure, which its ServiceAccounts are federated with.</summary>
    /// <param name="ClientId">Client id, a GUID.</param>
    /// <param name="PrincipalId">Object id, a GUID.</param>
    /// <param name="TenantId">Id of the Entra tenant, a GUID.</param>
    public sealed record Entra(Output<string> ClientId, Output<string> PrincipalId, Output<string> TenantId) : ArgoCdIdentity;
}
