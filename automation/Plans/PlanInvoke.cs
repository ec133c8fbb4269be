using System.Text.Json.Nodes;

namespace K8tre.Automation.Plans;

/// <summary>One call of a provider function.</summary>
internal sealed record PlanInvoke
{
    /// <summary>Function token, such as <c>aws:index/getRegion:getRegion</c>.</summary>
    public required string Token { get; init; }

    /// <summary>The arguments, secrets masked.</summary>
    public required JsonObject Args { get; init; }

    /// <summary>URN of the provider that was named; none for the package's default provider.</summary>
    public string? Provider { get; init; }
}
