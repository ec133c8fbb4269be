using static K8tre.Tests.Stacks.ChangedStack;

namespace K8tre.Tests.Stacks.Azure;

/// <summary>Tests of options that the example stacks of Azure do not use.</summary>
public sealed class AzureOptionsTests
{
    [Fact]
    public async Task The_account_for_data_of_workspaces_is_kept_and_private()
    {
        var plan = await PlanAsync("azure-dev", "userPools:", "dataAccount: true\n          dataImmutableDays: 365\n          userPools:");

        var account = Only(plan, "azure-native:storage:StorageAccount", "k8tre-dev-data");
        Assert.Equal("Disabled", (string?)account.Inputs["publicNetworkAccess"]);
        Assert.Equal("Microsoft.Keyvault", (string?)account.Inputs.At("encryption.keySource"));
        Assert.Equal(
            365,
            (double)account.Inputs.At("immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays")!);
        Assert.True(account.Options is { Protect: true, RetainOnDelete: true });
    }

    [Fact]
    public async Task Defender_is_enabled_by_changing_the_existing_plans_of_the_subscription()
    {
        var plan = await PlanAsync("azure-dev", "addressSpace:", "threatDetection: true\n      addressSpace:");

        var plans = Only(
            plan,
            "azure-native:resources:DeploymentAtSubscriptionScope",
            "k8tre-defender").Inputs.At("properties.template.resources")!.AsArray();
        Assert.Equal(["Arm", "Containers", "KeyVaults", "StorageAccounts"], plans.Select(plan => (string)plan!["name"]!));
    }

    [Fact]
    public async Task A_key_vault_can_hold_the_source_secrets()
    {
        const string domain = "externalDomain: dev.tre.example.org";

        var plan = await PlanAsync("azure-dev", domain, $"{domain}\n        secretStore: keyVault");

        Assert.Equal(15, plan.Resources.Count(resource => resource.Type == "azure-native:keyvault:Secret"));
        var registration = Only(plan, "kubernetes:core/v1:Secret", "k8tre-dev-registration").Inputs;
        Assert.Equal("aws", (string?)registration.At("metadata.labels")!["secret-store"]);
        Assert.Contains(
            "\"azurekv\"",
            (string?)registration.At("metadata.annotations")!["k8tre-infra/secret-store-provider"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_vault_of_public_certificates_is_locked_after_the_role_assignment_of_the_gateway()
    {
        var plan = await PlanAsync(
            "azure-dev",
            "userPools:",
            "publicGateway: true\n          userPools:",
            Waiver,
            "k8tre:gatewayCertificates: { dev: { secure: 'v1:canary' } }");

        var held = Only(plan, "azure-native:authorization:ManagementLockByScope", "k8tre-lock-certificates");
        Assert.Equal(Only(plan, "azure-native:keyvault:Vault", "k8tre-certificates").Id, (string?)held.Inputs["scope"]);
        Assert.True(plan.ComesAfter(held, Only(plan, "azure-native:authorization:RoleAssignment", "k8tre-gateway-identity-certificates")));
        Assert.Contains(
            plan.Resources,
            setting => setting.Type == "azure-native:monitor:DiagnosticSetting" && (string?)setting.Inputs["resourceUri"] == Only(
                plan,
                "azure-native:network:PublicIPAddress",
                "k8tre-gateway-address").Id);
    }
}
