using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Environment of a plan that is registered with Argo CD.</summary>
internal sealed class PlannedEnvironment
{
    private const string Registration = ":ClusterRegistration";

    private readonly Plan _plan;
    private readonly PlanResource _registration;
    private readonly ILookup<string, PlanResource> _children;

    private PlannedEnvironment(Plan plan, PlanResource registration)
    {
        (_plan, _registration) = (plan, registration);
        _children = plan.Resources.Where(resource => resource.Parent is not null).ToLookup(resource => resource.Parent!);
        Labels = Under(registration.Urn)
            .Select(resource => resource.Inputs["metadata"]?["labels"]).OfType<JsonObject>().FirstOrDefault() ?? [];
        Applications = registration.Outputs["applications"] is JsonArray names ? [.. names.Select(name => (string)name!)] : [];
        Resources = registration.Parent is { } room ? [.. Under(room)] : [];
    }

    /// <summary>Name: <c>dev</c>, <c>stg</c> or <c>prd</c>.</summary>
    public string Name => (string?)Labels["environment"] ?? _registration.Name;

    /// <summary>Vendor: <c>aws</c>, <c>azure</c> or <c>k3s</c>.</summary>
    public string Vendor => (string?)Labels["vendor"] ?? "";

    /// <summary>Labels of the cluster Secret.</summary>
    public JsonObject Labels { get; }

    /// <summary>Names of the Applications.</summary>
    public IReadOnlyList<string> Applications { get; }

    /// <summary>Resources of the environment's cluster.</summary>
    public IReadOnlyList<PlanResource> Resources { get; }

    /// <summary>Resources of all clusters, and those that clusters share.</summary>
    public IReadOnlyList<PlanResource> AllResources => _plan.Resources;

    /// <summary>Resources of the cluster in which Argo CD runs. Empty: Argo CD belongs to another stack.</summary>
    public IReadOnlyList<PlanResource> ArgoCdResources => _plan.Resources
        .Where(resource => resource.Type.EndsWith(":ArgoCd", StringComparison.Ordinal) && resource.Parent is not null)
        .SelectMany(resource => Under(resource.Parent!))
        .ToList();

    /// <summary>Returns the environments of a plan whose labels are known.</summary>
    public static IEnumerable<PlannedEnvironment> Of(Plan plan) => plan.Resources
        .Where(resource => resource.Type.EndsWith(Registration, StringComparison.Ordinal))
        .Select(registration => new PlannedEnvironment(plan, registration))
        .Where(environment => environment.Vendor.Length > 0);

    /// <summary>Returns the facts that hold for this environment and its Applications.</summary>
    public IEnumerable<T> Holding<T>(IEnumerable<T> facts)
        where T : WorkloadFact
        => facts.Where(fact => fact.HoldsOn(Vendor, Name) && (fact.Application is null || Has(fact.Application)));

    /// <summary>Returns true if an Application is installed.</summary>
    /// <param name="application">Name of the Application without its cluster.</param>
    public bool Has(string application) => Applications.Any(name => name.StartsWith($"{application}-", StringComparison.Ordinal));

    /// <summary>Returns the text of a file in a ConfigMap of Argo CD. Null: there is none.</summary>
    /// <param name="map">Name of the ConfigMap.</param>
    /// <param name="file">Key of the text.</param>
    public string? ArgoCdFile(string map, string file) => ArgoCdResources
        .Where(resource => resource.Type == "kubernetes:core/v1:ConfigMap" && (string?)resource.Inputs["metadata"]?["name"] == map)
        .Select(resource => (string?)(resource.Inputs["data"] as JsonObject)?[file])
        .FirstOrDefault();

    private IEnumerable<PlanResource> Under(string urn)
        => _children[urn].SelectMany(child => Under(child.Urn).Prepend(child));
}
