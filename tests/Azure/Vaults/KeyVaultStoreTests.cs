using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.GitOps.Sources;
using Pulumi.AzureNative.KeyVault.Inputs;
using KeyVaultSecret = Pulumi.AzureNative.KeyVault.Secret;

namespace K8tre.Tests.Azure.Vaults;

public sealed class KeyVaultStoreTests
{
    [Fact]
    public async Task Every_source_secret_is_one_object_in_the_vault()
    {
        var graph = await GraphAsync();

        var secrets = graph.Requests.Values
            .Where(request => request.Type == "azure-native:keyvault:Secret")
            .ToDictionary(request => (string)request.Inputs["secretName"]);
        Assert.Equal(SourceSecret.All.Select(secret => secret.Name).Order(), secrets.Keys.Order());
        var database = Json.Of(secrets["gitea-db-secret"].Inputs["properties"])!;
        Assert.Equal("application/json", (string?)database["contentType"]);
        Assert.Equal(
            ("gitea", "gitea_user"),
            (
                (string?)JsonNode.Parse((string)database["value"]!)!["database"],
                (string?)JsonNode.Parse((string)database["value"]!)!["username"]));
    }

    [Fact]
    public async Task Names_are_valid_in_a_key_vault() => Assert.All(
        (await GraphAsync()).All<KeyVaultSecret>(), secret => Assert.Matches(
            "^[0-9a-zA-Z-]{1,127}$",
            secret.GetResourceName()["store-".Length..]));

    [Fact]
    public async Task Values_are_secret_and_kept_in_the_vault_when_the_stack_is_destroyed()
    {
        var asked = new ConcurrentBag<Input<SecretPropertiesArgs>>();
        var graph = await GraphAsync(args =>
        {
            if (args.Args is Pulumi.AzureNative.KeyVault.SecretArgs secret)
                asked.Add(secret.Properties);
            return null;
        });

        Assert.All(graph.All<KeyVaultSecret>(), secret => Assert.True(graph.Options[secret].RetainOnDelete));
        Assert.Equal(SourceSecret.All.Count, asked.Count);
        foreach (var properties in asked)
            Assert.True(await Output.IsSecretAsync((await OutputUtilities.GetValueAsync(properties.ToOutput())).Value!.ToOutput()));
    }

    [Fact]
    public async Task One_ServiceAccount_reads_the_vault_and_no_pod_gets_its_token()
    {
        var graph = await GraphAsync();

        Assert.Equal("system:serviceaccount:secret-store:key-vault-reader", graph.Requests["store-reader-credential"].Inputs["subject"]);
        var grant = Assert.Single(graph.Requests.Values, request => request.Type == "azure-native:authorization:RoleAssignment").Inputs;
        Assert.Equal(("vault-id", "Key Vault Secrets User"), ((string)grant["scope"], (string)grant["description"]));
        var account = graph.Requests["secrets-reader"].Inputs;
        Assert.Equal(
            ("secret-store", "key-vault-reader"),
            ((string?)Json.Of(account).At("metadata.namespace"), (string?)Json.Of(account).At("metadata.name")));
        Assert.Equal(
            AzureComponents.Scope.TenantId,
            (string?)Json.Of(account["metadata"])!["annotations"]!["azure.workload.identity/tenant-id"]);
        Assert.False((bool)account["automountServiceAccountToken"]);
    }

    [Fact]
    public async Task External_Secrets_gets_the_ServiceAccount_and_the_vault_and_the_tenant_in_one_place_only()
    {
        SourceSecrets? secrets = null;
        await GraphAsync(made: made => secrets = made);

        Assert.Equal(
            """{"azurekv":{"authType":"WorkloadIdentity","serviceAccountRef":"""
                + """{"name":"key-vault-reader","namespace":"secret-store"},"vaultUrl":"https://kvtre.vault.azure.net"}}""",
            Sorted(JsonNode.Parse(await OutputUtilities.GetValueAsync(secrets!.Provider!))!).ToJsonString());
    }

    private static JsonNode Sorted(JsonNode node) => node is not JsonObject map ? node.DeepClone() : new JsonObject(
        map
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Sorted(member.Value!))));

    private static Task<ResourceGraph> GraphAsync(ResourceTransformation? look = null, Action<SourceSecrets>? made = null) =>
        ResourceGraph.OfAsync(options =>
        {
            if (look is not null)
                options.ResourceTransformations.Add(look);
            var store = new KeyVaultStore("store", new()
            {
                Scope = AzureComponents.Scope,
                Vault = AzureComponents.Vault(options),
                Issuer = "https://issuer.example.org/",
            }, options);
            var secrets = new SourceSecrets("secrets", new() { Store = store }, options);
            made?.Invoke(secrets);
            return secrets;
        });
}
