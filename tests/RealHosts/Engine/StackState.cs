using System.Collections.Concurrent;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>What a stack has deployed. Kept from run to run, after a failed one too.</summary>
internal sealed class StackState
{
    private readonly ConcurrentDictionary<DeployedResource, byte> _replaced = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, byte> _secrets = [];

    /// <summary>The custom resources by their URN.</summary>
    public ConcurrentDictionary<string, DeployedResource> Resources { get; } = [];

    /// <summary>Resources that others have replaced, and that are still to be deleted.</summary>
    public ICollection<DeployedResource> Replaced => _replaced.Keys;

    /// <summary>Every text that was marked as secret.</summary>
    public ICollection<string> Secrets => _secrets.Keys;

    /// <summary>Remembers texts that are never to be seen.</summary>
    public void Conceal(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            _secrets.TryAdd(secret, 0);
    }

    /// <summary>Keeps a resource that another has replaced, until it is deleted.</summary>
    public void Replace(DeployedResource resource) => _replaced.TryAdd(resource, 0);

    /// <summary>Resources that can't stay when one is deleted before it is replaced: those whose triggers depend on it, and theirs.</summary>
    public IEnumerable<DeployedResource> TriggeredBy(DeployedResource resource) => Resources.Values
        .Where(other => other.TriggeredBy.Contains(resource.Urn))
        .SelectMany(other => TriggeredBy(other).Prepend(other))
        .Distinct();

    /// <summary>Forgets a resource.</summary>
    public void Remove(DeployedResource resource)
    {
        if (!_replaced.TryRemove(resource, out _))
            Resources.TryRemove(resource.Urn, out _);
    }
}
