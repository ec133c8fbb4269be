namespace K8tre.Tests.Stacks;

/// <summary>What the example stacks of the clouds would make, as reviewers approved it.</summary>
public sealed class ApprovedPlansTests(ProdPlan prod, AwsDevPlan awsDev, AwsPlan aws) : IClassFixture<ProdPlan>, IClassFixture<AwsDevPlan>, IClassFixture<AwsPlan>
{
    [Fact]
    public void The_plan_of_prod_is_the_approved_one() => Repository.Approve("tests/Approved/prod.txt", PlanText.Of(prod.Plan));

    [Fact]
    public void The_plan_of_aws_dev_is_the_approved_one() => Repository.Approve("tests/Approved/aws-dev.txt", PlanText.Of(awsDev.Plan));

    [Fact]
    public void The_plan_of_aws_is_the_approved_one() => Repository.Approve("tests/Approved/aws.txt", PlanText.Of(aws.Plan));
}
