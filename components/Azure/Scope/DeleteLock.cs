using K8tre.Components.Azure.Monitoring;
using Pulumi.AzureNative.Authorization;

namespace K8tre.Components.Azure.Scope;

/// <summary>Inputs of <see cref="DeleteLock"/>.</summary>
public sealed record DeleteLockArgs
{
    /// <summary>Ids of what holds data, like vaults, accounts and registries, by a word for each. No groups: what may grow and shrink must not be locked.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Holders { get; init; }

    /// <summary>
    /// Whatever puts grants and diagnostic settings on the holders: <see cref="LogWorkspace.Settings"/> are the latter. The locks come after it and go before it: a locked resource lets none of these go.
    /// </summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>
/// Keeps what holds data from being deleted, whoever asks, an owner too, until somebody takes the lock away. What is in them it does not protect:
/// that is what soft delete is for.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources</remarks>
public sealed class DeleteLock : ComponentResource
{
    /// <summary>Sets the locks.</summary>
    public DeleteLock(string name, DeleteLockArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DeleteLock", name, options)
    {
        foreach (var (word, holder) in args.Holders)
        {
            _ = new ManagementLockByScope($"{name}-{word}", new()
            {
                LockName = name,
                Scope = holder,
                Level = LockLevel.CanNotDelete,
                Notes = "It holds data of a trusted research environment.",
            }, new()
            {
                Parent = this,
                // What hangs off a holder has no output that a lock could wait for.
                DependsOn = args.After.ToArray(),
            });
        }

        RegisterOutputs();
    }
}
