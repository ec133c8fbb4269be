using K8tre.Automation.Commands;

namespace K8tre.Tests.RealHosts;

/// <summary>
/// Test on temporary Debian hosts. It is skipped with a reason if they cannot be created, or fails with <c>K8TRE_REAL_HOSTS=required</c>,
/// which <c>./k8tre test --real-hosts</c> sets.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealHostsFactAttribute : FactAttribute
{
    public RealHostsFactAttribute() => Skip = RealHostsRequirements.ReasonToSkip;
}

/// <summary>Collection of the tests on real hosts, which run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class RealHostsGroup
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "real hosts";
}
