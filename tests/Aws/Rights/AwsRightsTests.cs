namespace K8tre.Tests.Aws.Rights;

public sealed class AwsRightsTests(FullAwsPlan full) : IClassFixture<FullAwsPlan>
{
    private static readonly string File = Path.Combine(Repository.Root, "docs/reference/aws-rights.md");

    [Fact]
    public void The_page_says_what_the_policies_say()
    {
        var page = new AwsRightsPage(full).Text();
        if (Environment.GetEnvironmentVariable("K8TRE_APPROVE") == "1")
            System.IO.File.WriteAllText(File, page);

        Assert.Equal(System.IO.File.ReadAllText(File), page);
    }

    [Fact]
    public void No_role_of_a_cluster_follows_from_another_but_those_for_Argo_CD()
    {
        var closure = new RoleClosure(full);

        Assert.All(closure.Roles.Where(role => role.Name != "tre-pipelines"), role => Assert.All(
            closure.From(role), next => Assert.EndsWith("-eks-argocd-role", next, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_pipeline_does_not_follow_from_any_role()
    {
        var closure = new RoleClosure(full);

        Assert.All(closure.Roles, role => Assert.DoesNotContain("tre-pipelines", closure.From(role)));
        Assert.Equal(
            "token.actions.githubusercontent.com repo:example/tre:environment:production",
            string.Join(' ', closure.Roles.Single(role => role.Name == "tre-pipelines").Trust.Single().Conditions
                .Where(condition => condition.Key.EndsWith(":sub", StringComparison.Ordinal))
                .Select(condition => $"{condition.Key[..^4]} {condition.Values.Single()}")));
    }

    [Fact]
    public void A_role_without_a_boundary_is_the_pipelines_or_AWS_Backups() => Assert.Equal(
        ["tre-pipelines", "tre-pipelines-backup-role"],
        new RoleClosure(full).Roles.Where(role => !role.IsBounded).Select(role => role.Name));

    [Fact]
    public void A_role_that_trusts_the_pipeline_by_name_is_denied_to_it()
    {
        var pipeline = new RoleClosure(full).Roles.Single(role => role.Name == "tre-pipelines");

        Assert.Contains(pipeline.Rights, right => right.Denies && right.Has("sts:AssumeRole") && right.Resources.Contains("*"));
    }
}
