using K8tre.Components.Azure.Scope;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Azure;

/// <summary>Resources that stay in Azure after a platform is destroyed, and their import into a new one by <c>azure.adopt</c>.</summary>
public sealed class AzureRetainedTests
{
    private const string Subscription = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e";

    private const string Domain = "externalDomain: dev.tre.example.org";

    [Fact]
    public async Task Everything_that_an_environment_leaves_can_be_imported()
    {
        var plan = await ChangedStack.PlanAsync(
            "azure-dev",
            "addressSpace:",
            Adopt([.. Shared, .. Environment("k8tre-dev"), Account("k8tre-dev", "sd", "k8tre-dev"), Certificates]),
            ChangedStack.Waiver,
            "k8tre:gatewayCertificates: { dev: { secure: 'v1:canary' } }",
            text => text
                .Replace("userPools:", "publicGateway: true\n          dataAccount: true\n          userPools:", StringComparison.Ordinal)
                .Replace(Domain, $"{Domain}\n        secretStore: keyVault", StringComparison.Ordinal));

        AreImported(plan);
        // The vault of certificates is deleted with the platform, and recovered from soft delete.
        Assert.Equal(Certificates, ChangedStack.Only(plan, "azure-native:keyvault:Vault", "k8tre-certificates").Options.ImportId);
        Assert.Equal(
            $"{Certificates}/secrets/dev",
            ChangedStack.Only(plan, "azure-native:keyvault:Secret", "k8tre-certificates-dev").Options.ImportId);
    }

    // Azure keeps the name of a deleted vault. The vault is recovered, with its secrets.
    [Fact]
    public async Task The_vault_of_registry_accounts_can_be_imported()
    {
        var vault = $"{Group("k8tre-hub")}/providers/Microsoft.KeyVault/vaults/"
            + AzureScope.UniqueName("kv", Subscription, "k8tre-images");
        var plan = await ChangedStack.PlanAsync(
            "azure-dev",
            "addressSpace:",
            $"registryAccounts: [ghcr.io]\n      {Adopt([vault])}",
            secret: "k8tre:registryCredentials: { ghcr.io: { username: robot, password: { secure: 'v1:canary' } } }");

        var own = ChangedStack.Only(plan, "azure-native:keyvault:Vault", "k8tre-images-vault");
        Assert.Equal(vault, own.Options.ImportId);
        Assert.EndsWith($"/{own.Inputs["vaultName"]}", vault, StringComparison.Ordinal);
        Assert.Equal(
            [$"{vault}/secrets/ghcr-io-password", $"{vault}/secrets/ghcr-io-user"],
            plan.Resources.Where(resource => resource.Type == "azure-native:keyvault:Secret")
                .Select(resource => resource.Options.ImportId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everything_that_a_platform_with_a_management_cluster_leaves_can_be_imported() => AreImported(
        await ChangedStack.PlanAsync(
            "prod",
            "addressSpace:",
            Adopt([
                .. Shared, Group("k8tre-management-data"), Vault("k8tre-management"), .. Environment("k8tre-stg"),
                .. Environment("k8tre-prd"),
            ])));

    [Fact]
    public async Task Only_the_listed_resources_and_what_they_contain_are_imported()
    {
        var vault = Vault("k8tre-dev");
        // Azure does not keep to one case in ids.
        var plan = await ChangedStack.PlanAsync("azure-dev", "addressSpace:", Adopt([vault.ToUpperInvariant()]));

        Assert.Equal(
            [
                ("k8tre-dev-vault", vault),
                ("k8tre-dev-vault-disks", $"{vault}/keys/disks"),
                ("k8tre-dev-vault-etcd", $"{vault}/keys/etcd"),
                ("k8tre-dev-vault-storage", $"{vault}/keys/storage"),
            ],
            plan.Resources
                .Where(resource => resource.Options.ImportId is not null)
                .Select(resource => (resource.Name, resource.Options.ImportId!))
                .OrderBy(resource => resource.Name, StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Shared =>
    [
        Group("k8tre-flows"), Account("k8tre-flows", "fl", "k8tre", suffix: ""), Vault("k8tre-flows", suffix: ""), Group("k8tre-backups"),
        $"{Group("k8tre-backups")}/providers/Microsoft.DataProtection/backupVaults/bv-k8tre",
    ];

    private static string Certificates =>
        $"{Group("k8tre-hub")}/providers/Microsoft.KeyVault/vaults/{AzureScope.UniqueName("kc", Subscription, "k8tre")}";

    private static IReadOnlyList<string> Environment(string cluster) =>
    [
        Group($"{cluster}-data"), Group($"{cluster}-snapshots"), Vault(cluster), Account(cluster, "st", cluster),
        Account(cluster, "bk", cluster),
    ];

    private static string Group(string name) => $"/subscriptions/{Subscription}/resourceGroups/rg-{name}";

    private static string Vault(string cluster, string suffix = "-data") =>
        $"{Group($"{cluster}{suffix}")}/providers/Microsoft.KeyVault/vaults/{AzureScope.UniqueName("kv", Subscription, cluster)}";

    private static string Account(string group, string prefix, string owner, string suffix = "-data") =>
        $"{Group($"{group}{suffix}")}/providers/Microsoft.Storage/storageAccounts/{AzureScope.UniqueName(prefix, Subscription, owner)}";

    private static string Adopt(IReadOnlyList<string> ids) => $"adopt: [{string.Join(", ", ids)}]\n      addressSpace:";

    private static void AreImported(Plan plan)
    {
        var kept = plan.Resources.Where(resource => resource.Custom && resource.Options.RetainOnDelete).ToArray();

        Assert.NotEmpty(kept);
        Assert.All(kept, resource =>
        {
            var id = resource.Options.ImportId;
            Assert.True(id is not null, $"{resource.Name} ({resource.Type}) is not imported");
            // The id names the same resource as the inputs: resourceGroupName, vaultName, keyName and others.
            var names = resource.Inputs
                .Where(input => input.Key.EndsWith("Name", StringComparison.Ordinal)).Select(input => (string)input.Value!);
            Assert.All(names, name => Assert.Contains(name, id.Split('/')));
        });
    }
}
