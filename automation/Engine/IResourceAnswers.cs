using K8tre.Automation.Engine.Plausible;
using K8tre.Automation.Plans;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>Says what becomes of a custom resource that a program registers: its id and its outputs.</summary>
internal interface IResourceAnswers
{
    /// <summary>Answers one registration. Those of independent resources come at the same time.</summary>
    /// <param name="request">What the program sent.</param>
    /// <param name="urn">The resource's URN.</param>
    /// <param name="options">The options it has or inherits.</param>
    /// <exception cref="Rpc.RpcException">The registration fails.</exception>
    ValueTask<PlausibleResource> AnswerAsync(RegisterResourceRequest request, string urn, PlanOptions options);
}
