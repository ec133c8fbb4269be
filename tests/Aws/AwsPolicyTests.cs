using K8tre.Components.Aws;

namespace K8tre.Tests.Aws;

public sealed class AwsPolicyTests
{
    [Theory, InlineData("*"), InlineData("ec2:*"), InlineData("ssm:Get*")]
    public void An_action_that_is_many_is_refused(string action) =>
        Assert.Throws<ArgumentException>(() => new AwsStatement { Actions = [action] });

    [Theory, InlineData("*"), InlineData("arn:aws:iam::123456789012:*")]
    public async Task A_statement_about_everybody_is_refused(string principal)
    {
        var policy = new AwsPolicy(new AwsStatement { Actions = ["sts:AssumeRole"], Principal = AwsPrincipal.Identity(principal) });

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => OutputUtilities.GetValueAsync(policy.ToJson()));
    }

    [Fact]
    public async Task Its_document_is_what_AWS_takes()
    {
        var policy = new AwsPolicy(new AwsStatement
        {
            Actions = ["ssm:GetParameter"],
            Resources = [Output.Create("arn:aws:ssm:::parameter/a")],
            Conditions = [AwsCondition.Is("aws:a", "1", "2"), AwsCondition.Is("aws:b", "3"), AwsCondition.IsAbsent("aws:c")],
        });

        const string expected = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:GetParameter"],"Resource":["arn:aws:ssm:::parameter/a"],"Condition":{"StringEquals":{"aws:a":["1","2"],"aws:b":["3"]},"Null":{"aws:c":["true"]}}}]}""";
        Assert.Equal(expected, await OutputUtilities.GetValueAsync(policy.ToJson()));
    }
}
