using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Aws;

/// <summary>Whether AWS takes the policies of the example stacks: it counts their characters.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html,
/// https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
/// </remarks>
public sealed class AwsPolicySizesTests(AwsDevPlan dev, AwsPlan aws) : IClassFixture<AwsDevPlan>, IClassFixture<AwsPlan>
{
    public static TheoryData<string, string, int> Limits => new()
    {
        { "aws:iam/policy:Policy", "policy", 6_144 },
        { "aws:iam/role:Role", "assumeRolePolicy", 2_048 },
        { "aws:ec2/vpcEndpoint:VpcEndpoint", "policy", 20_480 },
        { "aws:kms/key:Key", "policy", 32_768 },
    };

    [Theory, MemberData(nameof(Limits))]
    public void A_policy_is_as_short_as_AWS_wants(string type, string input, int limit) => Assert.All(
        OfType(type).Where(resource => resource.Inputs[input] is not null),
        resource => Assert.True(
            ((string)resource.Inputs[input]!).Length <= limit, $"{resource.Name}: {((string)resource.Inputs[input]!).Length}"));

    [Fact]
    public void What_stands_in_a_role_itself_is_as_short_as_IAM_wants() => Assert.All(
        OfType("aws:iam/rolePolicy:RolePolicy").GroupBy(policy => (string)policy.Inputs["role"]!),
        role => Assert.True(role.Sum(policy => ((string)policy.Inputs["policy"]!).Length) <= 10_240, role.Key));

    [Fact]
    public void A_role_has_as_many_policies_as_IAM_wants() => Assert.All(
        OfType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
            .GroupBy(attachment => (string)attachment.Inputs["role"]!), role => Assert.True(role.Count() <= 10, role.Key));

    private IEnumerable<PlanResource> OfType(string type) =>
        dev.Plan.Resources.Concat(aws.Plan.Resources).Where(resource => resource.Type == type);
}
