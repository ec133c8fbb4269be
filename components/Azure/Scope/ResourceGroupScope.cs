using Pulumi.AzureNative.Resources;

namespace K8tre.Components.Azure.Scope;

/// <summary>Inputs of <see cref="ResourceGroupScope"/>.</summary>
public sealed record ResourceGroupScopeArgs
{
    /// <summary>Name of the resource group.</summary>
    public required string ResourceGroupName { get; init; }

    /// <summary>Azure region, like <c>uksouth</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Id of the subscription, a GUID.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Id of the Entra tenant, a GUID.</summary>
    public required string TenantId { get; init; }

    /// <summary>Indicates that the group is protected, and that it is kept when the stack is destroyed. Default: false.</summary>
    public bool IsRetained { get; init; }
}

/// <summary>Resource group, as a scope for other resources.</summary>
public sealed class ResourceGroupScope : ComponentResource
{
    /// <summary>Creates the resource group.</summary>
    public ResourceGroupScope(string name, ResourceGroupScopeArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ResourceGroupScope", name, options)
    {
        GroupName = args.ResourceGroupName;
        var group = new ResourceGroup(
            name, new() { ResourceGroupName = args.ResourceGroupName, Location = args.Region },
            new() { Parent = this, Protect = args.IsRetained, RetainOnDelete = args.IsRetained });
        Scope = new()
        {
            Region = args.Region,
            SubscriptionId = args.SubscriptionId,
            TenantId = args.TenantId,
            ResourceGroup = group.Name,
        };

        RegisterOutputs();
    }

    /// <summary>Name of the resource group.</summary>
    public string GroupName { get; }

    /// <summary>Scope of resources in the resource group.</summary>
    public AzureScope Scope { get; }
}
