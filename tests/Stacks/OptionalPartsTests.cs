using K8tre.Automation.Plans;

namespace K8tre.Tests.Stacks;

/// <summary>What the example stacks of the clouds do not ask for, asked for.</summary>
public sealed class OptionalPartsTests
{
    private const string Waiver = "[{ rule: privateGateway, subject: dev, owner: TRE operations, reason: Researchers work from home., expires: '2099-12-31' }]";

    [Fact]
    public async Task An_account_for_data_of_workspaces_stays_and_is_private()
    {
        var plan = await PlanAsync("azure-dev", "userPools:", "dataAccount: true\n          dataImmutableDays: 365\n          userPools:");

        var account = Only(plan, "azure-native:storage:StorageAccount", "k8tre-dev-data");
        Assert.Equal("Disabled", (string?)account.Inputs["publicNetworkAccess"]);
        Assert.Equal(365, (double)account.Inputs.At("immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays")!);
        Assert.True(account.Options is { Protect: true, RetainOnDelete: true });
    }

    [Fact]
    public async Task Defender_watches_the_subscription_by_plans_that_it_has_already()
    {
        var plan = await PlanAsync("azure-dev", "addressSpace:", "threatDetection: true\n      addressSpace:");

        var plans = Only(plan, "azure-native:resources:DeploymentAtSubscriptionScope", "k8tre-threats").Inputs.At("properties.template.resources")!.AsArray();
        Assert.Equal(["Arm", "Containers", "KeyVaults", "StorageAccounts"], plans.Select(plan => (string)plan!["name"]!));
    }

    [Fact]
    public async Task Resolvers_of_an_organisation_may_ask_for_names_on_aws()
    {
        var plan = await PlanAsync("aws", "ranges: [10.200.0.0/16]", "ranges: [10.200.0.0/16]\n        resolver: true");

        Assert.Equal(3, plan.Resources.Count(resource => resource.Type == "aws:route53/resolverEndpoint:ResolverEndpoint"));
    }

    [Fact]
    public async Task A_public_gateway_on_aws_stands_behind_a_web_firewall()
    {
        var plan = await PlanAsync("aws-dev", "publicZone: tre.example.org", "publicZone: tre.example.org\n          publicGateway: true", Waiver);

        var firewall = plan.Resources.Single(resource => resource.Type == "aws:wafv2/webAcl:WebAcl");
        var ingress = plan.Resources.Single(resource => resource.Type == "kubernetes:networking.k8s.io/v1:Ingress").Inputs.At("metadata.annotations")!;
        Assert.Equal(((string?)firewall.Outputs["arn"], "internet-facing"), ((string?)ingress["alb.ingress.kubernetes.io/wafv2-acl-arn"], (string?)ingress["alb.ingress.kubernetes.io/scheme"]));
    }

    [Fact]
    public async Task A_vault_can_hold_the_source_secrets_on_azure()
    {
        var plan = await PlanAsync("azure-dev", "region: uksouth", "region: uksouth\n        secretStore: keyVault");

        Assert.Equal(15, plan.Resources.Count(resource => resource.Type == "azure-native:keyvault:Secret"));
        var registration = Only(plan, "kubernetes:core/v1:Secret", "k8tre-dev-registration").Inputs;
        Assert.Equal("aws", (string?)registration.At("metadata.labels")!["secret-store"]);
        Assert.Contains("\"azurekv\"", (string?)registration.At("metadata.annotations")!["k8tre-infra/secret-store-provider"], StringComparison.Ordinal);
    }

    private static PlanResource Only(Plan plan, string type, string name) => plan.Resources.Single(resource => resource.Type == type && resource.Name == name);

    private static Task<Plan> PlanAsync(string stack, string word, string with, string? waiver = null)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"));
        Assert.Contains(word, text, StringComparison.Ordinal);
        text = text.Replace(word, with, StringComparison.Ordinal);
        return StackFile.PlanAsync(waiver is null ? text : text.Replace("    vendor: aws\n", $"    vendor: aws\n    waivers: {waiver}\n", StringComparison.Ordinal));
    }
}
