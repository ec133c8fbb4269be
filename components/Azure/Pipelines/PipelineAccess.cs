using K8tre.Components.Azure.Scope;

namespace K8tre.Components.Azure.Pipelines;

/// <summary>Inputs of <see cref="PipelineAccess"/>.</summary>
public sealed record PipelineAccessArgs
{
    /// <summary>The subscription.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Object id of the pipeline's identity.</summary>
    public required Input<string> PrincipalId { get; init; }

    /// <summary>Ids of the platform's resource groups by name.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Groups { get; init; }
}

/// <summary>
/// Role assignments of a pipeline that deploys a platform. In the platform's resource groups it may do everything, but assign only certain roles. It cannot
/// create resource groups: a person runs the first deployment, and each deployment with a new resource group.
/// </summary>
/// <remarks>
/// Contributor creates resources. Role Based Access Control Administrator, with a condition, assigns roles. Locks Contributor creates locks. A role of AKS
/// gives access to API servers, which Contributor does not.
/// https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
/// </remarks>
public sealed class PipelineAccess : ComponentResource
{
    /// <summary>Assigns the roles.</summary>
    public PipelineAccess(string name, PipelineAccessArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PipelineAccess", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        foreach (var (groupName, group) in args.Groups)
        {
            Grant("deploys", BuiltInRole.Contributor);
            Grant("grants", BuiltInRole.RoleBasedAccessControlAdministrator, Condition);
            Grant("locks", BuiltInRole.LocksContributor);
            Grant("clusters", BuiltInRole.AksClusterAdmin);

            void Grant(string word, BuiltInRole role, string? condition = null) => _ = new RoleGrant($"{name}-{groupName}-{word}", new()
            {
                Role = role,
                Scope = args.Scope,
                PrincipalId = args.PrincipalId,
                ResourceId = group,
                Condition = condition,
            }, inside);
        }

        RegisterOutputs();
    }

    /// <summary>
    /// Gets the roles that the pipeline may assign: those of a platform's own identities. None of them allows role assignments, locks or full access, so
    /// that an attacker who takes over the pipeline cannot leave an owner behind.
    /// </summary>
    public static IReadOnlyList<BuiltInRole> Grantable { get; } =
    [
        BuiltInRole.NetworkContributor, BuiltInRole.PrivateDnsZoneContributor, BuiltInRole.DnsZoneContributor, BuiltInRole.KeyVaultCryptoUser,
        BuiltInRole.KeyVaultCryptoServiceEncryptionUser, BuiltInRole.KeyVaultContributor, BuiltInRole.KeyVaultSecretsUser, BuiltInRole.Reader,
        BuiltInRole.ManagedIdentityOperator, BuiltInRole.StorageAccountContributor, BuiltInRole.StorageBlobDataContributor, BuiltInRole.AcrPull,
    ];

    // The condition covers creation and deletion: the deletion of arbitrary assignments could lock everybody out. It allows only managed identities: no
    // person gets access this way.
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
