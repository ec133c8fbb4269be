namespace K8tre.Tests.Stacks;

/// <summary>What the example stacks of the clouds would make, as reviewers approved it.</summary>
public sealed class ApprovedPlansTests(AwsDevPlan awsDev, AwsPlan aws) : IClassFixture<AwsDevPlan>, IClassFixture<AwsPlan>
{
    [Fact]
    public void The_plan_of_aws_dev_is_the_approved_one() => ApprovedPlan.Verify("aws-dev", awsDev.Plan);

    [Fact]
    public void The_plan_of_aws_is_the_approved_one() => ApprovedPlan.Verify("aws", aws.Plan);
}
