using System.Text.Json.Nodes;
using K8tre.Automation.Plans;

namespace K8tre.Tests.Stacks;

/// <summary>The critical and high rules of the catalogue that apply to what the stack <c>azure-dev</c> makes.</summary>
public sealed class AzurePlanRulesTests(AzureDevPlan azure) : IClassFixture<AzureDevPlan>
{
    [CatalogueFact]
    public void Every_critical_and_high_rule_for_azure_holds() =>
        Assert.Empty(Broken(azure.Plan));

    [CatalogueFact]
    public async Task A_vault_open_to_the_world_would_break_them()
    {
        var plan = await StackFile.PlanAsync(File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.azure-dev.yaml")));
        var vault = plan.Resources.Single(resource => resource.Type == "azure-native:keyvault:Vault").Inputs["properties"]!.AsObject();
        vault["publicNetworkAccess"] = "Enabled";
        vault.Remove("enablePurgeProtection");
        vault["networkAcls"]!["defaultAction"] = "Allow";

        Assert.Equal(["K8TRE-AZ-059", "K8TRE-AZ-063", "K8TRE-AZ-064"], Broken(plan).Select(problem => problem[..12]));
    }

    private static IEnumerable<string> Broken(Plan plan) => JsonNode.Parse(File.ReadAllText(CatalogueFactAttribute.Catalogue))!.AsArray()
        .Where(rule => (string?)rule!["cloud"] == "azure" && (string?)rule["severity"] is "critical" or "high")
        .Where(rule => plan.Resources.Any(resource => resource.Type == (string?)rule!["type"]))
        .SelectMany(rule => new PlanRule(rule!, plan).Broken());

    /// <summary>Skipped where the catalogue is not beside the repository.</summary>
    private sealed class CatalogueFactAttribute : FactAttribute
    {
        public static readonly string Catalogue = Path.Combine(Repository.Root, "..", "shared", "reference", "plan-rules.json");

        public CatalogueFactAttribute() => Skip = File.Exists(Catalogue) ? null : "needs the catalogue of plan rules, reference/plan-rules.json";
    }
}
