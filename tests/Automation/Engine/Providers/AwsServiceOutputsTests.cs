namespace K8tre.Tests.Automation.Engine.Providers;

public sealed class AwsServiceOutputsTests
{
    [Theory]
    [InlineData("aws:kms/key:Key", "{}", "^arn:aws:kms:eu-west-2:123456789012:key/[0-9a-f-]{36}$")]
    [InlineData(
        "aws:efs/fileSystem:FileSystem",
        "{}",
        "^arn:aws:elasticfilesystem:eu-west-2:123456789012:file-system/fs-[0-9a-f]{17}$")]
    [InlineData("aws:s3/bucket:Bucket", """{"bucket": "tre-logs"}""", "^arn:aws:s3:::tre-logs$")]
    [InlineData("aws:backup/vault:Vault", """{"name": "tre"}""", "^arn:aws:backup:eu-west-2:123456789012:backup-vault:tre$")]
    [InlineData("aws:iam/policy:Policy", """{"name": "tre-boundary"}""", "^arn:aws:iam::123456789012:policy/tre-boundary$")]
    [InlineData(
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        """{"url": "https://issuer.example.org"}""",
        "^arn:aws:iam::123456789012:oidc-provider/issuer.example.org$")]
    [InlineData(
        "aws:secretsmanager/secret:Secret",
        """{"name": "ecr-pullthroughcache/tre"}""",
        "^arn:aws:secretsmanager:eu-west-2:123456789012:secret:ecr-pullthroughcache/tre-[a-z0-9]{6}$")]
    [InlineData(
        "aws:ssm/parameter:Parameter",
        """{"name": "/tre-dev/gitea"}""",
        "^arn:aws:ssm:eu-west-2:123456789012:parameter/tre-dev/gitea$")]
    [InlineData(
        "aws:wafv2/webAcl:WebAcl",
        """{"name": "web"}""",
        "^arn:aws:wafv2:eu-west-2:123456789012:regional/webacl/web/[0-9a-f-]{36}$")]
    public void An_ARN_looks_as_the_service_makes_it(string type, string inputs, string arn) =>
        Assert.Matches(arn, Simulated.Create(type, inputs).Outputs.Fields["arn"].StringValue);

    [Fact]
    public void A_repository_says_where_to_push() => Assert.Equal(
        "123456789012.dkr.ecr.eu-west-2.amazonaws.com/tre/desktop",
        Simulated.Create("aws:ecr/repository:Repository", """{"name": "tre/desktop"}""").Outputs.Fields["repositoryUrl"].StringValue);

    [Fact]
    public void The_id_of_a_bucket_is_its_name_also_where_it_is_named_by_itself()
    {
        Assert.Equal("tre-logs", Simulated.Create("aws:s3/bucket:Bucket", """{"bucket": "tre-logs"}""").Id);
        Assert.Matches("^thing-[0-9a-f]{8}$", Simulated.Create("aws:s3/bucket:Bucket", "{}").Id);
    }
}
