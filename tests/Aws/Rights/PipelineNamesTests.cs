using K8tre.PlanModel;

namespace K8tre.Tests.Aws.Rights;

/// <summary>
/// Whether the names of a platform's resources, those that Pulumi chooses too, are names that the pipeline's policies know.
/// </summary>
public sealed class PipelineNamesTests(FullAwsPlan full) : IClassFixture<FullAwsPlan>
{
    [Theory]
    [InlineData("aws:backup/vault:Vault", "name", "backup:DeleteBackupVault", "arn:aws:backup:eu-west-2:111122223333:backup-vault:{0}")]
    [InlineData(
        "aws:cloudwatch/logGroup:LogGroup", "name", "logs:DeleteLogGroup", "arn:aws:logs:eu-west-2:111122223333:log-group:{0}")]
    [InlineData("aws:codebuild/project:Project", "name", "codebuild:DeleteProject", "arn:aws:codebuild:eu-west-2:111122223333:project/{0}")]
    [InlineData("aws:eks/cluster:Cluster", "name", "eks:DeleteCluster", "arn:aws:eks:eu-west-2:111122223333:cluster/{0}")]
    [InlineData("aws:iam/role:Role", "name", "iam:DeleteRole", "arn:aws:iam::111122223333:role/{0}")]
    [InlineData("aws:kms/alias:Alias", "name", "kms:DeleteAlias", "arn:aws:kms:eu-west-2:111122223333:{0}")]
    [InlineData(
        "aws:networkfirewall/firewall:Firewall", "name", "network-firewall:DeleteFirewall",
        "arn:aws:network-firewall:eu-west-2:111122223333:firewall/{0}")]
    [InlineData("aws:s3/bucket:Bucket", "bucket", "s3:DeleteBucket", "arn:aws:s3:::{0}")]
    [InlineData("aws:ssm/parameter:Parameter", "name", "ssm:DeleteParameter", "arn:aws:ssm:eu-west-2:111122223333:parameter{0}")]
    [InlineData("aws:wafv2/webAcl:WebAcl", "name", "wafv2:DeleteWebACL", "arn:aws:wafv2:eu-west-2:111122223333:regional/webacl/{0}/id")]
    public void It_may_delete_each_of_the_platforms_own(string type, string property, string action, string arn)
    {
        var own = full.Plan.Resources.Where(resource => resource.Type == type && !IsOfPerson(resource)).ToArray();

        Assert.NotEmpty(own);
        Assert.All(own, resource => Assert.Contains(full.OfPipeline, statement => !statement.Denies && statement.Has(action)
            && statement.Resources.Any(pattern => IamStatement.Matches(pattern, Arn(resource, property, arn)))));
    }

    // Only a person changes the pipeline's own role.
    private static bool IsOfPerson(PlanResource resource) => resource.Name is "tre-pipelines" or "tre-pipelines-backup-role";

    // Pulumi adds seven hexadecimal digits to the name of a resource without one.
    private static string Arn(PlanResource resource, string property, string arn) =>
        arn.Replace("{0}", (string?)resource.Inputs[property] ?? $"{resource.Name}-0a1b2c3", StringComparison.Ordinal)
            .Replace("eu-west-2", (string?)resource.Inputs["region"] ?? "eu-west-2", StringComparison.Ordinal);
}
