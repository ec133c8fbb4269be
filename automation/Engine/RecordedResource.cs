using Google.Protobuf.WellKnownTypes;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine;

/// <summary>A registered resource: its entry in the plan, and the state that later registrations need.</summary>
/// <param name="Plan">The entry in the plan.</param>
/// <param name="State">Properties of the response. The program reads them through references to the resource.</param>
/// <param name="Provider">Reference to the given, inherited or default provider. Empty for a local component and for a provider.</param>
/// <param name="Providers">References to the providers that a component passes to its children, by package.</param>
/// <param name="Inherited">Options that the children inherit.</param>
internal sealed record RecordedResource(
    PlanResource Plan,
    Struct State,
    string Provider,
    IReadOnlyDictionary<string, string> Providers,
    InheritedOptions Inherited)
{
    /// <summary>Id of the response. Empty for a component, and for a resource that has none before the deployment.</summary>
    public string Id => Plan.Id is null or MaskedValue.Unknown ? "" : Plan.Id;
}
