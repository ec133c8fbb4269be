using System.Text.Json.Nodes;
using K8tre.Components.Azure.Storage;
using Pulumi.AzureNative.ContainerRegistry;

namespace K8tre.Tests.Azure.Storage;

public sealed class ContainerRegistryTests
{
    [Fact]
    public async Task It_has_no_public_access_and_no_anonymous_pull()
    {
        var registry = (await GraphAsync()).Requests["registry"].Inputs;

        Assert.Equal(("Disabled", "None"), ((string)registry["publicNetworkAccess"], (string)registry["networkRuleBypassOptions"]));
        Assert.Equal((false, false), ((bool)registry["adminUserEnabled"], (bool)registry["anonymousPullEnabled"]));
        Assert.Equal(
            ("Premium", true, "Enabled"),
            ((string?)Json.Of(registry["sku"])!["name"], (bool)registry["dataEndpointEnabled"], (string)registry["zoneRedundancy"]));
    }

    [Fact]
    public async Task Export_is_disabled_and_deleted_images_can_be_restored()
    {
        var policies = Json.Of((await GraphAsync()).Requests["registry"].Inputs["policies"])!;

        Assert.Equal("disabled", (string?)policies.At("exportPolicy.status"));
        AzureComponents.AssertJson("""{"retentionDays":30,"status":"enabled"}""", policies["softDeletePolicy"]);
    }

    [Fact]
    public async Task Only_one_of_two_mutually_exclusive_policies_is_enabled()
    {
        var policies = Json.Of((await GraphAsync()).Requests["registry"].Inputs["policies"])!;

        Assert.NotEqual((string?)policies.At("softDeletePolicy.status"), (string?)policies.At("retentionPolicy.status"));
    }

    [Fact]
    public async Task Cached_images_keep_their_names_below_the_login_server()
    {
        var rules = await RulesAsync(args => args);

        Assert.Equal(
            ["ghcr.io/*", "mcr.microsoft.com/*", "public.ecr.aws/*", "quay.io/*", "registry.k8s.io/*"],
            rules.Select(rule => (string?)rule["targetRepository"]));
        Assert.All(rules, rule => Assert.Equal((string?)rule["sourceRepository"], (string?)rule["targetRepository"]));
    }

    [Fact]
    public async Task The_account_of_another_registry_is_only_in_the_key_vault()
    {
        var graph = await GraphAsync(args => args with { Upstreams = [DockerHub] });

        var credentials = graph.Requests["registry-docker-io-account"].Inputs;
        Assert.Equal(
            "https://kv.vault.azure.net/secrets/hub-token",
            (string?)Json.Of(credentials["authCredentials"]).At("0.passwordSecretIdentifier"));
        Assert.Equal(
            ("registry-docker-io-account-principalId", "Key Vault Secrets User", "/vault"),
            graph.Grant("registry-docker-io-secrets"));
        Assert.Equal("registry-docker-io-account-id", graph.Requests["registry-docker-io"].Inputs["credentialSetResourceId"]);
    }

    [Fact]
    public async Task Pullers_have_only_the_role_to_pull()
    {
        var graph = await GraphAsync();

        Assert.Equal(("kubelet", "AcrPull", "registry-id"), graph.Grant("registry-dev-pull"));
        Assert.Equal("crk8tre.azurecr.io", await OutputUtilities.GetValueAsync(graph.Single<ContainerRegistry>().LoginServer));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Defender_bypasses_the_network_rules_only_to_scan() =>
        Assert.Equal("AzureServices", (await GraphAsync(args => args with
        {
            IsScanned = true,
        })).Requests["registry"].Inputs["networkRuleBypassOptions"]);

    [Fact]
    public async Task A_customer_managed_key_is_named_without_its_version()
    {
        var registry = (await GraphAsync(args => args with { Key = AzureComponents.Key })).Requests["registry"].Inputs;

        AzureComponents.AssertJson(
            """
            {
                "keyVaultProperties":{"identity":"registry-identity-clientId","keyIdentifier":"https://kv.vault.azure.net/keys/disks"},
                "status":"enabled"
            }
            """,
            Json.Of(registry["encryption"]));
        AzureComponents.AssertJson(
            """{"type":"UserAssigned","userAssignedIdentities":{"registry-identity-id":{}}}""",
            Json.Of(registry["identity"]));
    }

    [Fact]
    public async Task It_is_protected() =>
        Assert.True((await AzureComponents.OptionsOfAsync(options => new ContainerRegistry(
            "registry",
            Valid(options),
            options)))["registry"].Protect);

    private static RegistryUpstream DockerHub { get; } = new("docker.io")
    {
        Account = new()
        {
            Vault = "/vault",
            UserSecret = "https://kv.vault.azure.net/secrets/hub-user",
            PasswordSecret = "https://kv.vault.azure.net/secrets/hub-token",
        },
    };

    private static ContainerRegistryArgs Valid(ComponentResourceOptions options) => new()
    {
        Scope = AzureComponents.Scope,
        RegistryName = "crk8tre",
        IsZoneRedundant = true,
        Subnet = "/subnet",
        Zone = AzureComponents.Zone(options),
        LogWorkspace = AzureComponents.LogWorkspace,
        Pullers = new Dictionary<string, Input<string>> { ["dev"] = "kubelet" },
    };

    private static Task<ResourceGraph> GraphAsync(Func<ContainerRegistryArgs, ContainerRegistryArgs>? change = null) =>
        ResourceGraph.OfAsync(options => new ContainerRegistry(
            "registry",
            change is null ? Valid(options) : change(Valid(options)),
            options));

    private static async Task<JsonNode[]> RulesAsync(Func<ContainerRegistryArgs, ContainerRegistryArgs> change)
    {
        var graph = await GraphAsync(change);
        Assert.NotEmpty(graph.All<CacheRule>());
        return
        [
            .. graph.Requests.Values.Where(request => request.Type == "azure-native:containerregistry:CacheRule")
                .OrderBy(request => request.Name, StringComparer.Ordinal)
                .Select(request => Json.Of(request.Inputs)!),
        ];
    }
}
