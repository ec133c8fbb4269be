using K8tre.Components.Azure.Storage;

namespace K8tre.Tests.Azure.Storage;

public sealed class BlobAccountTests
{
    [Fact]
    public async Task Only_Entra_authorises_access()
    {
        var account = (await GraphAsync()).Requests["data"].Inputs;

        Assert.Equal(
            (false, true, "Disabled"),
            ((bool)account["allowSharedKeyAccess"], (bool)account["defaultToOAuthAuthentication"], (string)account["publicNetworkAccess"]));
        Assert.Equal("Standard_ZRS", (string?)Json.Of(account["sku"])!["name"]);
    }

    [Fact]
    public async Task Deleted_and_replaced_blobs_can_be_restored()
    {
        var blobs = (await GraphAsync()).Requests["data-blobs"].Inputs;

        Assert.Equal(true, blobs["isVersioningEnabled"]);
        AzureComponents.AssertJson("""{"allowPermanentDelete":false,"days":30,"enabled":true}""", Json.Of(blobs["deleteRetentionPolicy"]));
        AzureComponents.AssertJson("""{"days":30,"enabled":true}""", Json.Of(blobs["containerDeleteRetentionPolicy"]));
    }

    [Fact]
    public async Task Old_versions_are_deleted_and_old_blobs_move_to_the_cool_tier_on_request_only()
    {
        var plain = await RulesAsync(args => args);
        var cooled = await RulesAsync(args => args with { CoolAfterDays = 60 });

        Assert.Equal(["drop-old-versions"], plain);
        Assert.Equal(["drop-old-versions", "cool-down"], cooled);

        async Task<string[]> RulesAsync(Func<BlobAccountArgs, BlobAccountArgs> change) =>
            [.. Json.Of((await GraphAsync(change)).Requests["data-lifecycle"].Inputs["policy"])!["rules"]!.AsArray().Select(
                rule => (string)rule!["name"]!)];
    }

    [Fact]
    public async Task Blobs_are_immutable_for_the_days_given_under_an_unlocked_policy()
    {
        var account = (await GraphAsync(args => args with { ImmutableDays = 365 })).Requests["data"].Inputs;

        AzureComponents.AssertJson(
            """
            {
                "enabled":true,
                "immutabilityPolicy":{"allowProtectedAppendWrites":false,"immutabilityPeriodSinceCreationInDays":365,"state":"Unlocked"}
            }
            """,
            Json.Of(account["immutableStorageWithVersioning"]));
        Assert.False((await GraphAsync()).Requests["data"].Inputs.ContainsKey("immutableStorageWithVersioning"));
    }

    [Fact]
    public async Task Only_named_resources_bypass_the_network_rules()
    {
        var rules = Json.Of((await GraphAsync(args => args with
        {
            Trusted = new Dictionary<string,
            Input<string>>
            { ["vault"] = "/backup" },
        })).Requests["data"].Inputs["networkRuleSet"])!;

        Assert.Equal(
            ("Deny", "None", 1),
            ((string?)rules["defaultAction"], (string?)rules["bypass"], rules["resourceAccessRules"]!.AsArray().Count));
        Assert.Equal(
            ("/backup", AzureComponents.Scope.TenantId),
            ((string?)rules.At("resourceAccessRules.0.resourceId"), (string?)rules.At("resourceAccessRules.0.tenantId")));
    }

    [Fact]
    public async Task It_is_kept_with_its_containers_when_the_stack_is_destroyed()
    {
        var options = await AzureComponents.OptionsOfAsync(options => new BlobAccount("data", Valid(options), options));

        Assert.All(
            ["data", "data-blobs", "data-lifecycle", "data-core"],
            name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
    }

    [Fact]
    public async Task Reads_and_writes_are_logged()
    {
        var graph = await GraphAsync();

        var logs = graph.Requests["data-logs"].Inputs;
        Assert.Equal("data-id/blobServices/default", logs["resourceUri"]);
        Assert.Equal("allLogs", (string?)Json.Of(logs["logs"]).At("0.categoryGroup"));
        Assert.Empty(graph.Orphans);
    }

    [Theory, InlineData(0), InlineData(146001)]
    public void Days_outside_the_range_for_immutable_blobs_are_refused(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlobAccountArgs
        {
            Scope = AzureComponents.Scope,
            AccountName = "st",
            IsZoneRedundant = false,
            Subnet = "/subnet",
            Zone = null!,
            LogWorkspace = null!,
            ImmutableDays = days,
        });

    private static BlobAccountArgs Valid(ComponentResourceOptions options) => new()
    {
        Scope = AzureComponents.Scope,
        AccountName = "stk8trecoredev",
        IsZoneRedundant = true,
        Subnet = "/subnet",
        Zone = AzureComponents.Zone(options),
        LogWorkspace = AzureComponents.LogWorkspace,
        Containers = ["core"],
    };

    private static Task<ResourceGraph> GraphAsync(Func<BlobAccountArgs, BlobAccountArgs>? change = null) =>
        ResourceGraph.OfAsync(options => new BlobAccount("data", change is null ? Valid(options) : change(Valid(options)), options));
}
