using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Engine;

/// <summary>A registered resource: its part of the plan, and what later registrations need to know of it.</summary>
/// <param name="Plan">What the plan says of it.</param>
/// <param name="State">The properties it was answered with; for references to it that the program follows.</param>
/// <param name="Provider">The provider reference (<c>urn::id</c>) it was given or inherited; empty for none.</param>
/// <param name="Providers">Of a component: the provider references it hands to its children, by package.</param>
/// <param name="Inherited">The options its children inherit.</param>
internal sealed record RecordedResource(
    PlanResource Plan,
    Struct State,
    string Provider,
    IReadOnlyDictionary<string, string> Providers,
    InheritedOptions Inherited);
