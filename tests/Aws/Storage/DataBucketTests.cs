using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Storage;

namespace K8tre.Tests.Aws.Storage;

public sealed class DataBucketTests
{
    private static readonly DataBucketArgs Valid = new() { Scope = AwsHelpers.Scope, Key = "arn:key" };

    [Fact]
    public async Task Nothing_of_it_can_be_public()
    {
        var access = (await OfAsync(Valid)).Asked("bucket-public-access");

        Assert.All(
            ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
            setting => Assert.True((bool)access[setting]!));
    }

    [Fact]
    public async Task It_keeps_versions_encrypts_with_our_key_and_belongs_to_the_account()
    {
        var graph = await OfAsync(Valid);

        Assert.Equal("Enabled", (string?)graph.Asked("bucket-versions").At("versioningConfiguration.status"));
        var rule = graph.Asked("bucket-encryption").At("rules.0");
        Assert.Equal(("aws:kms", "arn:key", true), (
            (string?)rule.At("applyServerSideEncryptionByDefault.sseAlgorithm"), (string?)rule
                .At("applyServerSideEncryptionByDefault.kmsMasterKeyId"), (bool)rule!["bucketKeyEnabled"]!));
        Assert.Equal("BucketOwnerEnforced", (string?)graph.Asked("bucket-ownership").At("rule.objectOwnership"));
        Assert.False((bool)graph.Asked("bucket")["forceDestroy"]!);
    }

    [Fact]
    public async Task Nobody_reaches_it_without_recent_TLS_and_nobody_else_is_let_in()
    {
        var statements = AwsHelpers.Statements((string?)(await OfAsync(Valid)).Asked("bucket-policy")["policy"]);

        Assert.Equal(["OnlyByRecentTls", "OnlyEncrypted"], statements.Keys.Order(StringComparer.Ordinal));
        Assert.All(statements.Values, statement => Assert.Equal("\"Deny\"", statement.Text("Effect")));
        Assert.Equal("""["arn:bucket","arn:bucket/*"]""", statements["OnlyEncrypted"].Text("Resource"));
    }

    [Fact]
    public async Task Old_versions_go_after_a_time_and_objects_only_where_that_is_said()
    {
        var kept = (await OfAsync(Valid)).Asked("bucket-lifecycle").At("rules.0")!;
        var logs = (await OfAsync(Valid with { ExpiryDays = 365, OldVersionDays = 7 })).Asked("bucket-lifecycle").At("rules.0")!;

        Assert.Equal((90d, null), ((double)kept.At("noncurrentVersionExpiration.noncurrentDays")!, kept["expiration"]));
        Assert.Equal((7d, 365d), ((double)logs.At("noncurrentVersionExpiration.noncurrentDays")!, (double)logs.At("expiration.days")!));
    }

    [Fact]
    public async Task Load_balancers_log_into_a_folder_of_the_account_with_keys_of_S3()
    {
        var graph = await OfAsync(Valid with { Key = null, Logs = [LogDelivery.LoadBalancers, LogDelivery.Buckets] });

        var statements = AwsHelpers.Statements((string?)graph.Asked("bucket-policy")["policy"]);
        Assert.Equal("""["arn:bucket/*AWSLogs/123456789012/*"]""", statements["LoadBalancersWrite"].Text("Resource"));
        Assert.Equal("""["123456789012"]""", statements["BucketsWrite"].Text("Condition", "StringEquals", "aws:SourceAccount"));
        Assert.Equal("AES256", (string?)graph.Asked("bucket-encryption").At("rules.0.applyServerSideEncryptionByDefault.sseAlgorithm"));
        Assert.Empty(graph.Names("aws:s3/bucketLogging:BucketLogging"));
    }

    [Fact]
    public async Task A_network_can_be_the_only_one_that_reads_and_writes_while_a_deployment_still_asks_what_the_bucket_is()
    {
        var refused = AwsHelpers.Statements(
            (string?)(await OfAsync(Valid with { VpcEndpoint = "vpce-1" })).Asked("bucket-policy")["policy"])["OnlyThroughTheNetwork"];

        Assert.Equal(
            ("\"Deny\"", """["arn:bucket/*"]""", """["vpce-1"]"""),
            (refused.Text("Effect"), refused.Text("Resource"), refused.Text("Condition", "StringNotEquals", "aws:SourceVpce")));
        Assert.All(
            ["s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"],
            action => Assert.Contains(action, refused.Text("Action"), StringComparison.Ordinal));
        Assert.DoesNotContain("Bucket", refused.Text("Action"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_is_logged_into_a_bucket_that_has_all_its_settings()
    {
        var logs = new DataBucketArgs { Scope = AwsHelpers.Scope, Logs = [LogDelivery.Buckets] };
        var graph = await ResourceGraph.OfAsync(
            options => new DataBucket("bucket", Valid with { AccessLogs = new("logs", logs, options) }, options), "logs-policy");

        var logging = graph.Asked("bucket-access-log");
        Assert.Equal(("logs-id", "bucket/"), ((string?)logging["targetBucket"], (string?)logging["targetPrefix"]));
        Assert.True(graph.ComesAfter("bucket-access-log", "logs-policy"));
        Assert.All(
            graph.Options.Where(made => made.Key is CustomResource), made => Assert.True(
                ((CustomResourceOptions)made.Value).RetainOnDelete));
    }

    [Fact]
    public async Task Pulumi_chooses_its_name_since_that_of_an_earlier_deployment_may_still_exist() =>
        Assert.Null((await OfAsync(Valid)).Asked("bucket")["bucket"]);

    [Fact]
    public async Task A_name_that_leaves_no_room_for_the_suffix_is_refused()
    {
        var name = new string('a', DataBucket.LongestName + 1);

        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => ResourceGraph.OfAsync(options => new DataBucket(name, Valid, options)));

        Assert.Contains("has 56 characters; supply at most 55", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_stays_as_it_is_for_as_long_as_is_said()
    {
        var (kept, free) = (await OfAsync(Valid with { ImmutableDays = 30 }), await OfAsync(Valid));

        Assert.True((bool)kept.Asked("bucket")["objectLockEnabled"]!);
        Assert.Equal(
            ("GOVERNANCE", 30d),
            (
                (string?)kept.Asked("bucket-immutable").At("rule.defaultRetention.mode"),
                (double)kept.Asked("bucket-immutable").At("rule.defaultRetention.days")!));
        Assert.Null(free.Asked("bucket")["objectLockEnabled"]);
        Assert.Empty(free.Names("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { ImmutableDays = 0 });
    }

    [Fact]
    public async Task It_outlives_its_stack_and_so_does_all_that_closes_it()
    {
        var graph = await OfAsync(Valid with { ImmutableDays = 30 });

        Assert.All(
            graph.Options.Where(made => made.Key is CustomResource),
            made => Assert.True(((CustomResourceOptions)made.Value).RetainOnDelete));
    }

    [Theory, InlineData(true, LogDelivery.LoadBalancers), InlineData(true, LogDelivery.Buckets), InlineData(false, LogDelivery.Services)]
    public async Task A_key_that_AWS_could_not_write_with_and_the_lack_of_one_are_refused(bool hasKey, LogDelivery source) =>
        await Assert.ThrowsAnyAsync<Exception>(() => OfAsync(Valid with { Key = hasKey ? Valid.Key : null, Logs = [source] }));

    private static async Task<ResourceGraph> OfAsync(DataBucketArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new DataBucket("bucket", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}
