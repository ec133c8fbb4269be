using K8tre.Components.Azure.Storage;

namespace K8tre.Tests.Azure.Storage;

public sealed class BlobAccountTests
{
    [Fact]
    public async Task Entra_alone_opens_it()
    {
        var account = (await GraphAsync()).Requests["data"].Inputs;

        Assert.Equal((false, true, "Disabled"), ((bool)account["allowSharedKeyAccess"], (bool)account["defaultToOAuthAuthentication"], (string)account["publicNetworkAccess"]));
        Assert.Equal("Standard_ZRS", (string?)Json.Of(account["sku"])!["name"]);
    }

    [Fact]
    public async Task What_is_deleted_or_replaced_comes_back()
    {
        var blobs = (await GraphAsync()).Requests["data-blobs"].Inputs;

        Assert.Equal(true, blobs["isVersioningEnabled"]);
        AzureComponents.AssertJson("""{"allowPermanentDelete":false,"days":30,"enabled":true}""", Json.Of(blobs["deleteRetentionPolicy"]));
        AzureComponents.AssertJson("""{"days":30,"enabled":true}""", Json.Of(blobs["containerDeleteRetentionPolicy"]));
    }

    [Fact]
    public async Task Old_versions_go_and_old_blobs_cool_down_only_where_asked()
    {
        var plain = await RulesAsync(args => args);
        var cooled = await RulesAsync(args => args with { CoolAfterDays = 60 });

        Assert.Equal(["drop-old-versions"], plain);
        Assert.Equal(["drop-old-versions", "cool-down"], cooled);

        async Task<string[]> RulesAsync(Func<BlobAccountArgs, BlobAccountArgs> change) =>
            [.. Json.Of((await GraphAsync(change)).Requests["data-lifecycle"].Inputs["policy"])!["rules"]!.AsArray().Select(rule => (string)rule!["name"]!)];
    }

    [Fact]
    public async Task Blobs_cannot_be_changed_where_days_are_given_and_the_policy_can()
    {
        var account = (await GraphAsync(args => args with { ImmutableDays = 365 })).Requests["data"].Inputs;

        AzureComponents.AssertJson(
            """{"enabled":true,"immutabilityPolicy":{"allowProtectedAppendWrites":false,"immutabilityPeriodSinceCreationInDays":365,"state":"Unlocked"}}""",
            Json.Of(account["immutableStorageWithVersioning"]));
        Assert.False((await GraphAsync()).Requests["data"].Inputs.ContainsKey("immutableStorageWithVersioning"));
    }

    [Fact]
    public async Task Resources_named_come_around_the_network_and_no_others()
    {
        var rules = Json.Of((await GraphAsync(args => args with { Trusted = new Dictionary<string, Input<string>> { ["vault"] = "/backup" } })).Requests["data"].Inputs["networkRuleSet"])!;

        Assert.Equal(("Deny", "None", 1), ((string?)rules["defaultAction"], (string?)rules["bypass"], rules["resourceAccessRules"]!.AsArray().Count));
        Assert.Equal(("/backup", AzureComponents.Scope.TenantId), ((string?)rules.At("resourceAccessRules.0.resourceId"), (string?)rules.At("resourceAccessRules.0.tenantId")));
    }

    [Fact]
    public async Task It_stays_when_the_platform_goes_with_its_containers()
    {
        var options = await AzureComponents.OptionsOfAsync(options => new BlobAccount("data", Valid(options), options));

        Assert.All(["data", "data-blobs", "data-lifecycle", "data-core"], name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
    }

    [Fact]
    public async Task Reads_and_writes_are_logged_and_nothing_is_an_orphan()
    {
        var graph = await GraphAsync();

        var logs = graph.Requests["data-logs"].Inputs;
        Assert.Equal("data-id/blobServices/default", logs["resourceUri"]);
        Assert.Equal("allLogs", (string?)Json.Of(logs["logs"]).At("0.categoryGroup"));
        Assert.Empty(graph.Orphans);
    }

    [Theory, InlineData(0), InlineData(146001)]
    public void Days_that_Azure_does_not_hold_a_blob_for_are_refused(int days) => Assert.Throws<ArgumentOutOfRangeException>(() => new BlobAccountArgs
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
