using System.Globalization;
using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the claims of volumes with the storage classes.</summary>
internal static class StorageNeeds
{
    private const string Default = "the default class";

    private const string DefaultKey = "storageclass.kubernetes.io/is-default-class";

    /// <summary>Returns the needs of claims and storage classes.</summary>
    public static IEnumerable<PlanNeed> Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var size = facts.TotalsOf(environment.Vendor, environment.Name).ClaimsGiB;
        yield return new()
        {
            Subject = "claims",
            Needed = $"{size.ToString("0.#", CultureInfo.InvariantCulture)} GiB",
            Provided = environment.Vendor == "k3s" ? "the disks of the hosts" : "disks and file shares of the cloud, created on demand",
            Missing = [],
        };

        var claims = environment.Holding(facts.Claims).Select(claim => (Claim: claim, Class: ClassOf(claim, environment))).ToList();
        var classes = Provided(environment, facts).ToList();
        yield return new()
        {
            Subject = "storageClasses",
            Needed = Names(claims.Select(claim => claim.Class)),
            Provided = Names(classes.Select(storageClass => storageClass.Name)),
            Missing = [.. Missing(claims, classes)],
        };
    }

    // Null: the default class.
    private static string? ClassOf(ClaimFact claim, PlannedEnvironment environment) =>
        OverlayChanges.PatchOf(environment, claim.Claim)?["spec"]?["storageClassName"] is { } patched ? (string?)patched
        : claim.StorageClass is { } named ? OverlayChanges.Replaced(environment, named)
        : null;

    private static IEnumerable<(string Name, bool IsDefault)> Provided(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var own = environment.Resources.Where(resource => resource.Type == "kubernetes:storage.k8s.io/v1:StorageClass")
            .Select(resource => resource.Inputs["metadata"] as JsonObject)
            .Select(metadata => (
                Name: (string?)metadata?["name"] ?? "",
                IsDefault: (string?)metadata?["annotations"]?[DefaultKey] == "true"));
        var held = environment.Holding(facts.StorageClasses).ToList();
        // Of several defaults, Kubernetes takes the youngest. The cloud's own class, which belongs to no application, is the oldest.
        var hasYounger = held.Any(fact => fact.Application is not null && IsDefault(fact, environment));
        return held.Select(fact => (fact.Name, IsDefault(fact, environment) && (fact.Application is not null || !hasYounger))).Concat(own);
    }

    private static bool IsDefault(StorageClassFact fact, PlannedEnvironment environment)
    {
        var annotations = OverlayChanges.PatchesOf(environment, fact.Name).Select(patch => patch["metadata"]?["annotations"]);
        return annotations.Select(all => (string?)all?[DefaultKey]).LastOrDefault(value => value is not null) is { } patched
            ? patched == "true"
            : fact.IsDefault;
    }

    private static IEnumerable<string> Missing(
        List<(ClaimFact Claim, string? Class)> claims, List<(string Name, bool IsDefault)> classes)
    {
        var defaults = classes.Where(storageClass => storageClass.IsDefault).Select(storageClass => storageClass.Name).ToList();
        foreach (var (claim, name) in claims)
        {
            var where = $"the claim {claim.Claim} in the namespace {claim.Namespace}";
            if (name is not null && classes.All(storageClass => storageClass.Name != name))
                yield return $"{where} names the storage class {name}, which nobody provides";
            if (name is null && defaults.Count != 1)
                yield return $"{where} names no storage class, and {defaults.Count} classes are the default: {Names(defaults)}";
        }
    }

    private static string Names(IEnumerable<string?> names)
        => string.Join(", ", names.Select(name => name ?? Default).Distinct().Order(StringComparer.Ordinal));
}
