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

    [Fact]
    public async Task The_vault_of_a_public_gateways_certificates_is_locked_once_the_gateway_reads_them()
    {
        var plan = await PlanAsync("azure-dev", "userPools:", "publicGateway: true\n          userPools:", Waiver, "k8tre:gatewayCertificates: '{\"dev\":\"cGZ4\"}'");

        var held = Only(plan, "azure-native:authorization:ManagementLockByScope", "k8tre-lock-certificates");
        Assert.Equal(Only(plan, "azure-native:keyvault:Vault", "k8tre-certificates").Id, (string?)held.Inputs["scope"]);
        Assert.True(plan.ComesAfter(held, Only(plan, "azure-native:authorization:RoleAssignment", "k8tre-gateway-identity-certificates")));
        Assert.Contains(plan.Resources, setting => setting.Type == "azure-native:monitor:DiagnosticSetting" && (string?)setting.Inputs["resourceUri"] == Only(plan, "azure-native:network:PublicIPAddress", "k8tre-gateway-address").Id);
    }

    private static PlanResource Only(Plan plan, string type, string name) => plan.Resources.Single(resource => resource.Type == type && resource.Name == name);

    private static Task<Plan> PlanAsync(string stack, string word, string with, string? waiver = null, string? secret = null)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"));
        Assert.Contains(word, text, StringComparison.Ordinal);
        text = text.Replace(word, with, StringComparison.Ordinal);
        if (waiver is not null)
            text = text.Replace("\n    vendor: ", $"\n    waivers: {waiver}\n    vendor: ", StringComparison.Ordinal);
        return StackFile.PlanAsync(secret is null ? text : text.Replace("config:\n", $"config:\n  {secret}\n", StringComparison.Ordinal));
    }
}
