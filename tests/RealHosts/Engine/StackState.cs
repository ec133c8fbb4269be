using System.Collections.Concurrent;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>State of a stack, kept between runs, including failed ones.</summary>
internal sealed class StackState
{
    private readonly ConcurrentDictionary<DeployedResource, byte> _replaced = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, byte> _secrets = [];

    /// <summary>Custom resources by URN.</summary>
    public ConcurrentDictionary<string, DeployedResource> Resources { get; } = [];

    /// <summary>Replaced resources that are not deleted yet.</summary>
    public ICollection<DeployedResource> Replaced => _replaced.Keys;

    /// <summary>Texts that were marked as secret.</summary>
    public ICollection<string> Secrets => _secrets.Keys;

    /// <summary>Adds secrets that must not be shown.</summary>
    public void Conceal(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            _secrets.TryAdd(secret, 0);
    }

    /// <summary>Adds a replaced resource until it is deleted.</summary>
    public void Replace(DeployedResource resource) => _replaced.TryAdd(resource, 0);

    /// <summary>Returns the resources whose triggers depend on one that is deleted before its replacement. They are deleted too.</summary>
    public IEnumerable<DeployedResource> TriggeredBy(DeployedResource resource) => Resources.Values
        .Where(other => other.TriggeredBy.Contains(resource.Urn))
        .SelectMany(other => TriggeredBy(other).Prepend(other))
        .Distinct();

    /// <summary>Removes a resource.</summary>
    public void Remove(DeployedResource resource)
    {
        if (!_replaced.TryRemove(resource, out _))
            Resources.TryRemove(resource.Urn, out _);
    }
}
