using System.Text.Json.Nodes;

namespace K8tre.PlanModel;

/// <summary>A call of a provider function.</summary>
public sealed record PlanInvoke
{
    /// <summary>Function token, such as <c>aws:index/getRegion:getRegion</c>.</summary>
    public required string Token { get; init; }

    /// <summary>The arguments, with masked secrets.</summary>
    public required JsonObject Args { get; init; }

    /// <summary>URN of the provider. Null for a function of the engine.</summary>
    public string? Provider { get; init; }
}
