using K8tre.Components.Azure.Scope;

namespace K8tre.Stacks.Azure;

/// <summary>What of a platform on Azure nobody deletes before a lock is taken away.</summary>
internal sealed class DeleteLocks
{
    private readonly List<(string Name, DeleteLockArgs Args)> _locks = [];

    /// <summary>Says what to lock.</summary>
    /// <param name="owner">Name of the cluster, or of the platform, that it belongs to.</param>
    /// <param name="holders">Ids of what holds data, by a word for each. Null: there is none of that kind.</param>
    /// <param name="after">What puts grants on it, or lies in it. Null: there is none of that kind.</param>
    public void Add(string owner, IReadOnlyDictionary<string, Output<string>?> holders, params IEnumerable<Resource?> after) => _locks.Add(($"{owner}-lock", new()
    {
        Holders = holders.Where(holder => holder.Value is not null).ToDictionary(holder => holder.Key, holder => (Input<string>)holder.Value!),
        After = [.. after.OfType<Resource>()],
    }));

    /// <summary>Sets the locks, when all else is defined: what logs to the workspace hangs off the holders too.</summary>
    public void Apply(AzureLandingZone zone)
    {
        foreach (var (name, args) in _locks)
            _ = new DeleteLock(name, args with { After = [.. zone.Logs.Settings, .. args.After] }, zone.Options);
    }
}
