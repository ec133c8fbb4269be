using System.Text.Json.Nodes;
using K8tre.Components.Azure.Vaults;
using Pulumi.AzureNative.KeyVault;

namespace K8tre.Tests.Azure.Vaults;

public sealed class ClusterVaultTests
{
    [Fact]
    public async Task It_is_private_and_cannot_be_purged()
    {
        var properties = (await GraphAsync()).Inputs("azure-native:keyvault:Vault", "vault")["properties"]!;

        Assert.Equal(
            ("Disabled", "Deny"),
            ((string?)properties["publicNetworkAccess"], (string?)properties.At("networkAcls.defaultAction")));
        Assert.True((bool)properties["enablePurgeProtection"]!);
        Assert.True((bool)properties["enableRbacAuthorization"]!);
    }

    [Fact]
    public async Task It_is_protected_with_its_keys()
    {
        var graph = await GraphAsync();

        Assert.All(graph.All<Key>().Append<Resource>(graph.Single<Vault>()), kept => Assert.True(graph.Options[kept].Protect));
    }

    [Fact]
    public async Task Keys_are_in_an_HSM_and_have_one_purpose_each()
    {
        Assert.All(
            [await KeyAsync("etcd"), await KeyAsync("disks")],
            key => Assert.Equal(("RSA-HSM", 3072), ((string?)key["kty"], (int)(double)key["keySize"]!)));
        Assert.Equal("""["encrypt","decrypt"]""", (await KeyAsync("etcd"))["keyOps"]!.ToJsonString());
        Assert.Equal("""["wrapKey","unwrapKey"]""", (await KeyAsync("disks"))["keyOps"]!.ToJsonString());
    }

    [Fact]
    public async Task The_key_of_the_disks_is_rotated_and_that_of_etcd_is_not()
    {
        Assert.Equal(
            ("rotate", "P1Y"),
            (
                (string?)(await KeyAsync("disks")).At("rotationPolicy.lifetimeActions.0.action.type"),
                (string?)(await KeyAsync("disks")).At("rotationPolicy.lifetimeActions.0.trigger.timeAfterCreate")));
        Assert.Null((await KeyAsync("etcd"))["rotationPolicy"]);
    }

    [Fact]
    public async Task It_has_a_key_of_storage_accounts_only_where_there_are_some()
    {
        Assert.DoesNotContain("vault-storage", (await GraphAsync()).Requests.Keys);

        ClusterVault? vault = null;
        var graph = await ResourceGraph.OfAsync(options => vault = AzureComponents.Vault(options, holdsStorage: true));
        var key = Json.Of(graph.Requests["vault-storage"].Inputs["properties"])!;
        Assert.Equal("RSA-HSM", (string?)key["kty"]);
        Assert.Equal("""["wrapKey","unwrapKey"]""", key["keyOps"]!.ToJsonString());
        Assert.Equal("P1Y", (string?)key.At("rotationPolicy.lifetimeActions.0.trigger.timeAfterCreate"));
        Assert.NotNull(vault!.StorageKey);
    }

    [Fact]
    public async Task Its_URL_contains_its_name() =>
        Assert.Equal("https://kvtre.vault.azure.net", await OutputUtilities.GetValueAsync((await GraphAsync()).Single<ClusterVault>().Url));

    private static async Task<JsonNode> KeyAsync(string role) =>
        Json.Of((await GraphAsync()).Requests[$"vault-{role}"].Inputs["properties"])!;

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => AzureComponents.Vault(options));
}
