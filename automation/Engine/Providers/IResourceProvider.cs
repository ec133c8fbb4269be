using Google.Protobuf.WellKnownTypes;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Applies the custom resources that a program registers.</summary>
internal interface IResourceProvider
{
    /// <summary>Applies a registration and returns the state of the resource. Independent resources are applied concurrently.</summary>
    /// <param name="request">The request of the program.</param>
    /// <param name="urn">URN of the resource.</param>
    /// <param name="options">Resource options, inherited ones included.</param>
    /// <exception cref="Rpc.RpcException">The registration fails.</exception>
    ValueTask<ResourceState> ApplyAsync(RegisterResourceRequest request, string urn, PlanOptions options);
}

/// <summary>The state of a resource.</summary>
/// <param name="Id">Id that the provider assigns. Empty for a component.</param>
/// <param name="Outputs">Output properties.</param>
internal sealed record ResourceState(string Id, Struct Outputs);
