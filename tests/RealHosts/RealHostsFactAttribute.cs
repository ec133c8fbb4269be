using K8tre.Automation.Commands;

namespace K8tre.Tests.RealHosts;

/// <summary>
/// A test on throw-away Debian hosts: skipped, with the reason, where they can't be made. With <c>K8TRE_REAL_HOSTS=required</c>, which
/// <c>./k8tre test --real-hosts</c> sets, it fails there instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealHostsFactAttribute : FactAttribute
{
    public RealHostsFactAttribute() => Skip = RealHostsRequirements.ReasonToSkip;
}

/// <summary>Tests on real hosts run one after another, and not beside others: they measure time and wait for it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealHostsGroup
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "real hosts";
}
