namespace K8tre.PlanModel;

/// <summary>Comparison of what K8TRE needs in an environment with what the platform provides there.</summary>
public sealed record PlanEnvironment
{
    /// <summary>The environment: <c>dev</c>, <c>stg</c> or <c>prd</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Commit of K8TRE whose needs are known. Another revision can have other needs.</summary>
    public required string Commit { get; init; }

    /// <summary>Revision of K8TRE that the stack installs. Null if Argo CD belongs to another stack.</summary>
    public required string? Revision { get; init; }

    /// <summary>The needs, one for each subject.</summary>
    public required IReadOnlyList<PlanNeed> Needs { get; init; }
}

/// <summary>One need of K8TRE in an environment.</summary>
public sealed record PlanNeed
{
    /// <summary>
    /// Subject: <c>pods</c>, <c>cpu</c>, <c>memory</c>, <c>claims</c>, <c>storageClasses</c>, <c>loadBalancerAddresses</c>,
    /// <c>podSecurity</c>, <c>hosts</c>, <c>definitions</c> or <c>disruptionBudgets</c>.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>The need of K8TRE, as text.</summary>
    public required string Needed { get; init; }

    /// <summary>Provision of the platform, as text.</summary>
    public required string Provided { get; init; }

    /// <summary>A sentence for each thing that is needed and not provided. Empty: all is provided or not known.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
