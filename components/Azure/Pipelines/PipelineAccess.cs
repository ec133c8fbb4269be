using K8tre.Components.Azure.Scope;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>
/// What a pipeline may do to deploy a platform: in its resource groups everything but grant what it likes. Groups themselves it cannot make: the
/// first deployment, and one that brings a new group, is a person's.
/// </summary>
/// <remarks>
/// Contributor makes every resource; Role Based Access Control Administrator, under a condition, the grants; Locks Contributor the locks; and AKS's
/// own role what is inside clusters, since Contributor reaches no API server.
/// https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
/// </remarks>
public sealed class PipelineAccess : ComponentResource
{
    /// <summary>Grants the roles.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">The subscription.</param>
    /// <param name="principal">Object id of the pipeline's identity.</param>
    /// <param name="groups">Ids of the platform's resource groups, by a word for each.</param>
    /// <param name="options">Resource options.</param>
    public PipelineAccess(
        string name, AzureScope scope, Input<string> principal, IReadOnlyDictionary<string, Input<string>> groups, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PipelineAccess", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var grants = groups.SelectMany(group => new[]
        {
            Grant("deploys", BuiltInRole.Contributor),
            Grant("grants", BuiltInRole.RoleBasedAccessControlAdministrator, Condition),
            Grant("locks", BuiltInRole.LocksContributor),
            Grant("clusters", BuiltInRole.AksClusterAdmin),
        }.Select(grant => grant(group.Key, group.Value))).ToArray();
        IsReady = Output.All(grants).Apply(_ => true);

        RegisterOutputs();

        Func<string, Input<string>, Output<string>> Grant(string role, BuiltInRole granted, string? condition = null) =>
            (word, group) => granted.Grant($"{name}-{word}-{role}", scope, principal, group, inside, condition).Id;
    }

    /// <summary>
    /// What it may grant: the roles of a platform's own identities. None of them lets anybody grant, lock or do everything, so that whoever takes
    /// over a pipeline leaves no owner behind.
    /// </summary>
    public static IReadOnlyList<BuiltInRole> Grantable { get; } =
    [
        BuiltInRole.NetworkContributor, BuiltInRole.PrivateDnsZoneContributor, BuiltInRole.DnsZoneContributor, BuiltInRole.KeyVaultCryptoUser,
        BuiltInRole.KeyVaultCryptoServiceEncryptionUser, BuiltInRole.KeyVaultContributor, BuiltInRole.KeyVaultSecretsUser, BuiltInRole.Reader,
        BuiltInRole.ManagedIdentityOperator, BuiltInRole.StorageAccountContributor, BuiltInRole.StorageBlobDataContributor, BuiltInRole.AcrPull,
    ];

    /// <summary>Whether the roles are granted. Known once they are.</summary>
    [Output("isReady")]
    public Output<bool> IsReady { get; private set; }

    // Both ways: whoever may take any grant away can lock everybody out. To managed identities alone: no person gets in this way.
    private static string Condition { get; } = $"({Limits("write", "Request")} AND {Limits("delete", "Resource")})";

    private static string Limits(string action, string source)
    {
        var roles = string.Join(", ", Grantable.Select(role => role.Id));
        var attribute = $"@{source}[Microsoft.Authorization/roleAssignments:";
        return $"((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/{action}'}})) OR ("
            + $"{attribute}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{roles}}} AND "
            + $"{attribute}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'ServicePrincipal'}}))";
    }
}
