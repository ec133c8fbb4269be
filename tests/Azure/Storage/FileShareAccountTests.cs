using K8tre.Components.Azure.Storage;

namespace K8tre.Tests.Azure.Storage;

public sealed class FileShareAccountTests
{
    [Fact]
    public async Task Only_the_platforms_network_reaches_it()
    {
        var account = (await GraphAsync()).Requests["shares"].Inputs;

        Assert.Equal(
            ("Disabled", false, true),
            ((string)account["publicNetworkAccess"], (bool)account["allowBlobPublicAccess"], (bool)account["enableHttpsTrafficOnly"]));
        Assert.Equal(
            ("Deny", "None"),
            ((string?)Json.Of(account["networkRuleSet"])!["defaultAction"], (string?)Json.Of(account["networkRuleSet"])!["bypass"]));
        Assert.Equal("PrivateLink", account["allowedCopyScope"]);
    }

    [Fact]
    public async Task It_has_a_private_endpoint_for_the_file_driver()
    {
        var graph = await GraphAsync();

        var connection = Json.Of(graph.Requests["shares-endpoint"].Inputs["privateLinkServiceConnections"])!.At("0")!;
        Assert.Equal(("shares-id", "file"), ((string?)connection["privateLinkServiceId"], (string?)connection.At("groupIds.0")));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Deleted_shares_can_be_restored_and_old_versions_of_SMB_are_disabled()
    {
        var shares = (await GraphAsync(args => args with { DeletedKeptDays = 45 })).Requests["shares-shares"].Inputs;

        AzureComponents.AssertJson("""{"days":45,"enabled":true}""", Json.Of(shares["shareDeleteRetentionPolicy"]));
        AzureComponents.AssertJson(
            """{"authenticationMethods":"NTLMv2","channelEncryption":"AES-128-GCM;AES-256-GCM","versions":"SMB3.1.1"}""",
            Json.Of(shares["protocolSettings"])!["smb"]);
    }

    [Fact]
    public async Task It_is_kept_with_its_shares_when_the_stack_is_destroyed()
    {
        var options = await AzureComponents.OptionsOfAsync(options => new FileShareAccount("shares", Valid(options), options));

        Assert.All(["shares", "shares-shares"], name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
        Assert.NotEqual(true, options["shares-endpoint"].RetainOnDelete);
    }

    [Fact]
    public async Task The_identity_for_a_customer_managed_key_is_kept_as_long_as_the_data()
    {
        FileShareAccountArgs WithKey(ComponentResourceOptions options) => Valid(options) with { Key = AzureComponents.Key };
        var graph = await ResourceGraph.OfAsync(options => new FileShareAccount("shares", WithKey(options), options));
        var options = await AzureComponents.OptionsOfAsync(options => new FileShareAccount("shares", WithKey(options), options));

        var encryption = Json.Of(graph.Requests["shares"].Inputs["encryption"])!;
        Assert.Equal("Microsoft.Keyvault", (string?)encryption["keySource"]);
        AzureComponents.AssertJson("""{"keyName":"disks","keyVaultUri":"https://kv.vault.azure.net"}""", encryption["keyVaultProperties"]);
        Assert.Equal(
            ("shares-identity-principalId", "Key Vault Crypto Service Encryption User", "/vault"),
            graph.Grant("shares-identity-key"));
        Assert.All(
            ["shares-identity", "shares-identity-key"],
            name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
    }

    [Fact]
    public async Task Access_is_logged_if_a_workspace_is_given()
    {
        var with = await GraphAsync();
        var without = await GraphAsync(args => args with { LogWorkspace = null });

        Assert.Equal("shares-id/fileServices/default", with.Requests["shares-logs"].Inputs["resourceUri"]);
        Assert.DoesNotContain("shares-logs", without.Requests.Keys);
    }

    [Theory, InlineData(0), InlineData(366)]
    public void Days_outside_the_range_for_deleted_shares_are_refused(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileShareAccountArgs
        {
            Scope = AzureComponents.Scope,
            AccountName = "st",
            IsZoneRedundant = false,
            Subnet = "/subnet",
            Zone = null!,
            DeletedKeptDays = days,
        });

    private static FileShareAccountArgs Valid(ComponentResourceOptions options) => new()
    {
        Scope = AzureComponents.Scope,
        AccountName = "stk8tredev",
        IsZoneRedundant = true,
        Subnet = "/subnet",
        Zone = AzureComponents.Zone(options),
        LogWorkspace = AzureComponents.LogWorkspace,
    };

    private static Task<ResourceGraph> GraphAsync(Func<FileShareAccountArgs, FileShareAccountArgs>? change = null) =>
        ResourceGraph.OfAsync(options => new FileShareAccount("shares", change is null ? Valid(options) : change(Valid(options)), options));
}
