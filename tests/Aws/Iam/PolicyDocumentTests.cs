using K8tre.Components.Aws.Iam;

namespace K8tre.Tests.Aws.Iam;

public sealed class PolicyDocumentTests
{
    [Theory, InlineData("*"), InlineData("ec2:*"), InlineData("ssm:Get*")]
    public void A_role_is_given_no_action_that_is_many(string action) => Assert.Throws<ArgumentException>(() => new IamRoleArgs
    {
        Scope = AwsServices.Scope,
        Description = "A role",
        Trust = PolicyDocument.Trust(PolicyPrincipal.Service("ec2")),
        Policies = new Dictionary<string, PolicyDocument> { ["all"] = new(new PolicyStatement { Actions = [action] }) },
    });

    [Theory, InlineData("*"), InlineData("arn:aws:iam::123456789012:*")]
    public async Task A_statement_that_allows_everybody_is_refused(string principal)
    {
        var policy = PolicyDocument.Trust(PolicyPrincipal.Identity(principal));

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => OutputUtilities.GetValueAsync(policy.ToJson()));
    }

    [Fact]
    public async Task Everybody_can_be_denied_and_allowed_what_a_condition_narrows()
    {
        PolicyStatement denies = new() { Denies = true, Principals = [PolicyPrincipal.Anyone], Actions = ["s3:*"] };
        PolicyStatement narrow = new()
        {
            Principals = [PolicyPrincipal.Anyone],
            Actions = ["s3:GetObject"],
            Conditions = [PolicyCondition.Is("aws:SourceVpc", "vpc-1")],
        };

        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[""" +
            """{"Effect":"Deny","Principal":{"AWS":["*"]},"Action":["s3:*"],"Resource":["*"]},""" +
            """{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":["s3:GetObject"],"Resource":["*"],""" +
            "\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":[\"vpc-1\"]}}}]}",
            await OutputUtilities.GetValueAsync(new PolicyDocument(denies, narrow).ToJson()));
    }

    [Fact]
    public async Task Its_document_is_what_AWS_takes()
    {
        var policy = new PolicyDocument(new PolicyStatement
        {
            Sid = "Read",
            Actions = ["ssm:GetParameter"],
            Resources = [Output.Create("arn:aws:ssm:::parameter/a")],
            Conditions = [PolicyCondition.Is("aws:a", "1", "2"), PolicyCondition.Is("aws:b", "3"), PolicyCondition.IsAbsent("aws:c")],
        });

        const string expected =
            """{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["ssm:GetParameter"],""" +
            "\"Resource\":[\"arn:aws:ssm:::parameter/a\"],\"Condition\":" +
            """{"StringEquals":{"aws:a":["1","2"],"aws:b":["3"]},"Null":{"aws:c":["true"]}}}]}""";
        Assert.Equal(expected, await OutputUtilities.GetValueAsync(policy.ToJson()));
    }

    [Fact]
    public async Task Whoever_is_trusted_takes_the_role_on_and_nothing_else() => Assert.Equal(
        """{"Version":"2012-10-17","Statement":[{"Sid":"Trust","Effect":"Allow",""" +
        "\"Principal\":{\"Service\":[\"backup.amazonaws.com\"]},\"Action\":[\"sts:AssumeRole\"]}]}",
        await OutputUtilities.GetValueAsync(PolicyDocument.Trust(PolicyPrincipal.Service("backup")).ToJson()));
}
