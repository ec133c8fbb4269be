using System.Security.Cryptography;
using System.Text;
using Pulumi.AzureNative.Authorization;

namespace K8tre.Components.Azure.Scope;

/// <summary>Inputs of <see cref="RoleGrant"/>.</summary>
internal sealed record RoleGrantArgs
{
    /// <summary>The role.</summary>
    public required BuiltInRole Role { get; init; }

    /// <summary>The subscription.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Object id of the managed identity that gets the role.</summary>
    public required Input<string> PrincipalId { get; init; }

    /// <summary>Id of the resource that the role is granted on.</summary>
    public required Input<string> ResourceId { get; init; }

    /// <summary>Condition that limits the role. Default: none.</summary>
    public string? Condition { get; init; }
}

/// <summary>Assignment of a built-in role to a managed identity.</summary>
/// <remarks>https://learn.microsoft.com/azure/role-based-access-control/role-assignments</remarks>
internal sealed class RoleGrant : RoleAssignment
{
    /// <summary>Creates the assignment.</summary>
    public RoleGrant(string name, RoleGrantArgs args, CustomResourceOptions? options = null)
        : base(name, Assignment(name, args), options)
    {
    }

    /// <summary>
    /// Returns the name of an assignment: a GUID that depends only on the subscription, the resource's name and the role.
    /// </summary>
    public static string NameOf(string subscription, string name, BuiltInRole role) => Hash($"{subscription}/{name}/{role.Id}");

    private static string Hash(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();

    private static RoleAssignmentArgs Assignment(string name, RoleGrantArgs args)
    {
        var (role, subscription) = (args.Role, args.Scope.SubscriptionId);
        var assignment = new RoleAssignmentArgs
        {
            RoleAssignmentName = NameOf(subscription, name, role),
            PrincipalId = args.PrincipalId,
            // Without the type, Azure looks the identity up in Entra, which may not know a new identity yet.
            PrincipalType = Pulumi.AzureNative.Authorization.PrincipalType.ServicePrincipal,
            RoleDefinitionId = $"/subscriptions/{subscription}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}",
            Scope = args.ResourceId,
            Description = role.Name,
        };
        if (args.Condition is not null)
            (assignment.Condition, assignment.ConditionVersion) = (args.Condition, "2.0");
        return assignment;
    }
}
