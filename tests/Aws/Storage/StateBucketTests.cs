using K8tre.Components.Aws.Storage;

namespace K8tre.Tests.Aws.Storage;

public sealed class StateBucketTests
{
    [Fact]
    public async Task State_is_encrypted_with_a_key_of_its_own_logged_and_kept_for_a_year_after_it_was_overwritten()
    {
        var graph = await OfAsync();

        Assert.Equal(
            "arn:state-key",
            (string?)graph.Asked("state-bucket-encryption").At("rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId"));
        Assert.Equal(365, (double)graph.Asked("state-bucket-lifecycle").At("rules.0.noncurrentVersionExpiration.noncurrentDays")!);
        Assert.Equal("state-access-logs-id", (string?)graph.Asked("state-bucket-access-log")["targetBucket"]);
        Assert.Null(graph.Asked("state-bucket-lifecycle").At("rules.0.expiration"));
        Assert.Equal(30, (double)graph.Asked("state-access-logs-lifecycle").At("rules.0.expiration.days")!);
    }

    [Fact]
    public async Task Whoever_deploys_uses_the_key_if_the_account_lets_them_and_manages_it_by_another_right()
    {
        var statements = AwsHelpers.Statements((string?)(await OfAsync()).Asked("state-key")["policy"]);

        Assert.Equal(["Administration", "ByDeployments"], statements.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            """["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey"]""", statements["ByDeployments"].Text("Action"));
        Assert.Equal("""["123456789012"]""", statements["ByDeployments"].Text("Condition", "StringEquals", "kms:CallerAccount"));
        Assert.DoesNotContain("Decrypt", statements["Administration"].Text("Action"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_names_begin_with_its_own_and_Pulumi_completes_them()
    {
        var graph = await OfAsync();

        // Pulumi appends a suffix to these names, and puts alias/ before that of an alias.
        Assert.Equal(StateBucket.BucketNames("state").Order(StringComparer.Ordinal), graph.Names("aws:s3/bucket:Bucket"));
        Assert.All(
            ["state-bucket", "state-access-logs", "state-key-alias"],
            name => Assert.Null(graph.Asked(name)["bucket"] ?? graph.Asked(name)["name"]));
    }

    private static async Task<ResourceGraph> OfAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new StateBucket("state", new()
        {
            Scope = AwsHelpers.Scope,
            Platform = "tre",
            LogDays = 30,
        }, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}
