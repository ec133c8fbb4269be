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
        var statements = AwsServices.Statements((string?)(await OfAsync()).Asked("state-key")["policy"]);

        Assert.Equal(["Administration", "ByDeployments"], statements.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            """["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey"]""", statements["ByDeployments"].Text("Action"));
        Assert.Equal("""["123456789012"]""", statements["ByDeployments"].Text("Condition", "StringEquals", "kms:CallerAccount"));
        Assert.DoesNotContain("Decrypt", statements["Administration"].Text("Action"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_names_begin_with_the_platforms_so_that_the_pipelines_of_that_alone_may_change_it()
    {
        var graph = await OfAsync();

        Assert.All(
            graph.Names("aws:s3/bucket:Bucket"),
            bucket => Assert.StartsWith("tre-state-", (string?)graph.Asked(bucket)["bucket"], StringComparison.Ordinal));
        Assert.Equal("alias/tre-state", (string?)graph.Asked("state-key-alias")["name"]);
    }

    private static async Task<ResourceGraph> OfAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new StateBucket("state", new()
        {
            Scope = AwsServices.Scope,
            Platform = "tre",
            LogDays = 30,
        }, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}
