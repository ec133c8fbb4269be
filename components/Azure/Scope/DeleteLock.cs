using Pulumi.AzureNative.Authorization;

namespace K8tre.Components.Azure.Scope;

/// <summary>Inputs of <see cref="DeleteLock"/>.</summary>
public sealed record DeleteLockArgs
{
    /// <summary>
    /// Ids of the resources to lock, such as key vaults, storage accounts and registries, each with a short name. Resource groups are not locked:
    /// their contents may change.
    /// </summary>
    public required IReadOnlyDictionary<string, Input<string>> Resources { get; init; }

    /// <summary>
    /// Components with role assignments and diagnostic settings of the locked resources. The locks are created after them and deleted before them: a
    /// lock would prevent their deletion.
    /// </summary>
    public required IReadOnlyList<Resource> DependsOn { get; init; }
}

/// <summary>
/// Locks that prevent the deletion of resources with data, also by an owner, until somebody removes the lock. They do not protect the data inside the
/// resources: soft delete does.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources</remarks>
public sealed class DeleteLock : ComponentResource
{
    /// <summary>Creates the locks.</summary>
    public DeleteLock(string name, DeleteLockArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DeleteLock", name, options)
    {
        foreach (var (role, resource) in args.Resources)
        {
            _ = new ManagementLockByScope($"{name}-{role}", new()
            {
                LockName = name,
                Scope = resource,
                Level = LockLevel.CanNotDelete,
                Notes = "It holds data of a trusted research environment.",
            }, new() { Parent = this, DependsOn = [.. args.DependsOn] });
        }

        RegisterOutputs();
    }
}
