using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Needs;

/// <summary>Needs of K8TRE, at one commit. The file <c>k8tre-workloads.json</c> contains the facts.</summary>
internal sealed record WorkloadFacts
{
    private static readonly Lazy<WorkloadFacts> Read = new(() =>
    {
        using var file = typeof(WorkloadFacts).Assembly.GetManifestResourceStream("k8tre-workloads.json")!;
        return JsonSerializer.Deserialize(file, WorkloadFactsContext.Default.WorkloadFacts)!;
    });

    /// <summary>The facts of the file.</summary>
    public static WorkloadFacts Current => Read.Value;

    /// <summary>Commit of K8TRE.</summary>
    public required UpstreamFact Upstream { get; init; }

    /// <summary>Totals by vendor and environment.</summary>
    public required IReadOnlyList<ClusterTotals> Totals { get; init; }

    /// <summary>Namespaces.</summary>
    public required IReadOnlyList<NamespaceFact> Namespaces { get; init; }

    /// <summary>Claims of volumes.</summary>
    public required IReadOnlyList<ClaimFact> Claims { get; init; }

    /// <summary>Storage classes that K8TRE or the vendor's cluster provides.</summary>
    public required IReadOnlyList<StorageClassFact> StorageClasses { get; init; }

    /// <summary>Services that need an address of the load balancer.</summary>
    public required IReadOnlyList<ServiceFact> Services { get; init; }

    /// <summary>API groups whose definitions are needed.</summary>
    public required IReadOnlyList<DefinitionFact> Definitions { get; init; }

    /// <summary>Disruption budgets that refuse every eviction.</summary>
    public required IReadOnlyList<BudgetFact> Budgets { get; init; }

    /// <summary>Fields that differ between two renderings.</summary>
    public required IReadOnlyList<DifferenceFact> Differences { get; init; }

    /// <summary>Images that nodes pull.</summary>
    public required IReadOnlyList<ImageFact> Images { get; init; }

    /// <summary>Hosts.</summary>
    public required IReadOnlyList<HostFact> Hosts { get; init; }

    /// <summary>Returns the totals of a vendor and an environment.</summary>
    public ClusterTotals TotalsOf(string vendor, string environment)
        => Totals.Single(totals => totals.Cluster == $"{vendor}-{(environment == "prd" ? "prd" : "dev")}");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WorkloadFacts))]
internal sealed partial class WorkloadFactsContext : JsonSerializerContext;
