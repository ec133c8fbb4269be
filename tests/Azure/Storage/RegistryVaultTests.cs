using K8tre.Components;
using K8tre.Components.Azure.Storage;
using K8tre.Tests.Aws;
using Pulumi.AzureNative.KeyVault;

namespace K8tre.Tests.Azure.Storage;

public sealed class RegistryVaultTests
{
    [Fact]
    public async Task Accounts_are_secret_from_the_configuration_to_the_vault_and_the_vault_is_closed()
    {
        var secrets = new List<SecretArgs>();
        RegistryVault? vault = null;
        var graph = await ResourceGraph.OfAsync(options => vault = new RegistryVault("images-vault", new()
        {
            Scope = AzureComponents.Scope,
            VaultName = "kvimages",
            LogWorkspace = "/logs",
            Logins = new Dictionary<string, Output<RegistryLogin>>
            {
                ["docker.io"] = Output.CreateSecret(new RegistryLogin("robot", "canary")),
            },
        }, options.Seeing<SecretArgs>(secrets.Add)));

        Assert.Equal(2, secrets.Count);
        foreach (var secret in secrets)
        {
            var properties = await OutputUtilities.GetValueAsync(secret.Properties.ToOutput());
            Assert.True(await Output.IsSecretAsync(properties.Value!.ToOutput()));
        }
        Assert.Equal(
            "canary", (string?)Json.Of(graph.Requests["images-vault-docker-io-password"].Inputs["properties"])!["value"]);
        Assert.Equal("Disabled", (string?)Json.Of(graph.Requests["images-vault"].Inputs["properties"])!["publicNetworkAccess"]);
        Assert.Equal(["docker.io"], vault!.Accounts.Keys);
        Assert.Empty(graph.Orphans);
    }
}
