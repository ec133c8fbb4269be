using K8tre.Tests.Stacks;

namespace K8tre.Tests.Rules;

/// <summary>Every critical and high rule of the catalogue on the plans of this repository's stacks.</summary>
public sealed class StackRulesTests(DevPlan dev, OnPremPlan onPrem, AzureDevPlan azureDev, ProdPlan prod, AwsDevPlan awsDev, AwsPlan aws)
    : IClassFixture<DevPlan>, IClassFixture<OnPremPlan>, IClassFixture<AzureDevPlan>, IClassFixture<ProdPlan>,
        IClassFixture<AwsDevPlan>, IClassFixture<AwsPlan>
{
    private static readonly string[] OnHosts = ["k3s", "kubernetes", "any"];
    private static readonly string[] OnAzure = ["azure", "kubernetes", "any"];
    private static readonly string[] OnAws = ["aws", "kubernetes", "any"];

    [CatalogueFact]
    public void All_hold_for_dev() => Hold(dev.Rules, OnHosts);

    [CatalogueFact]
    public void All_hold_for_onprem() => Hold(onPrem.Rules, OnHosts);

    [CatalogueFact]
    public void All_hold_for_azure_dev() => Hold(azureDev.Rules, OnAzure);

    [CatalogueFact]
    public void All_hold_for_prod() => Hold(prod.Rules, OnAzure);

    [CatalogueFact]
    public void All_hold_for_aws_dev() => Hold(awsDev.Rules, OnAws);

    [CatalogueFact]
    public void All_hold_for_aws() => Hold(aws.Rules, OnAws);

    [CatalogueFact]
    public async Task A_vault_open_to_the_world_would_break_them()
    {
        var plan = await StackFile.PlanAsync(File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.azure-dev.yaml")));
        var vault = plan.Resources.Single(resource => resource is { Type: "azure-native:keyvault:Vault", Name: "k8tre-dev-vault" })
            .Inputs["properties"]!.AsObject();
        vault["publicNetworkAccess"] = "Enabled";
        vault.Remove("enablePurgeProtection");
        vault["networkAcls"]!["defaultAction"] = "Allow";

        Assert.Equal(["K8TRE-AZ-059", "K8TRE-AZ-063", "K8TRE-AZ-064"], Catalogue.Judge(new(plan), "azure").Select(finding => finding.Rule));
    }

    [CatalogueFact]
    public void Every_rule_is_understood() =>
        Assert.All(Catalogue.Of("azure", "aws", "kubernetes", "k3s", "any"), rule => Assert.True(rule.IsUnderstood, rule.Id));

    [CatalogueFact]
    public void Every_waiver_is_needed()
    {
        RulePlan[] plans = [dev.Rules, onPrem.Rules, azureDev.Rules, prod.Rules, awsDev.Rules, aws.Rules];
        var findings = Catalogue.Of([.. OnHosts, .. OnAzure, .. OnAws]).SelectMany(rule => plans.SelectMany(rule.Judge)).ToArray();

        Assert.All(Waivers.All, waiver => Assert.Contains(findings, waiver.Covers));
    }

    private static void Hold(RulePlan plan, string[] clouds)
    {
        var findings = Catalogue.Judge(plan, clouds);
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }
}
