using System.Net;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksAccessTests
{
    private static readonly EksAccessArgs Valid = new()
    {
        Scope = EksComponents.Scope,
        Cluster = "tre-dev",
        SecurityGroup = "sg-control-plane",
        Administrators = [EksComponents.Administrator, "arn:aws:iam::123456789012:user/platform-admin"],
    };

    [Fact]
    public async Task Administrators_and_nobody_else_have_all_permissions()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess("access", Valid, options));

        var rights = graph.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation").Values;
        Assert.Equal(Valid.Administrators.Order(), rights.Select(right => (string)right["principalArn"]!).Order());
        Assert.All(rights, right => Assert.Equal(
            ("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "cluster"),
            ((string?)right["policyArn"], (string?)right.At("accessScope.type"))));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Pipelines_are_administrators_as_well()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess("access", Valid with { PipelineRole = "arn:pipeline" }, options));

        Assert.Equal("arn:pipeline", (string?)graph.OfType("aws:eks/accessEntry:AccessEntry")["access-pipeline"]["principalArn"]);
        var right = graph.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")["access-pipeline-admin"];
        Assert.Equal(("arn:pipeline", "cluster"), ((string?)right["principalArn"], (string?)right.At("accessScope.type")));
    }

    [Fact]
    public async Task The_API_server_allows_the_listed_ranges_and_the_build_machines_only()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess(
            "access", Valid with { AllowInbound = [IPNetwork.Parse("10.9.0.0/24")], RunnerSecurityGroup = "sg-runner" }, options));

        var rules = graph.OfType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        Assert.Equal(["access-allow-10.9.0.0-24", "access-allow-runner"], rules.Keys.Order());
        Assert.Equal("10.9.0.0/24", (string?)rules["access-allow-10.9.0.0-24"]["cidrIpv4"]);
        Assert.Equal("sg-runner", (string?)rules["access-allow-runner"]["referencedSecurityGroupId"]);
        Assert.All(
            rules.Values,
            rule => Assert.Equal(("sg-control-plane", 443), ((string?)rule["securityGroupId"], (int)(double)rule["toPort"]!)));
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/admin", true)]
    [InlineData("arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_Admin_0123456789abcdef", true)]
    [InlineData("arn:aws-us-gov:iam::123456789012:user/admin", true)]
    [InlineData("arn:aws:iam::123456789012:root", false)]
    [InlineData("arn:aws:sts::123456789012:assumed-role/admin/session", false)]
    [InlineData("arn:aws:iam::123456789012:role/*", false)]
    [InlineData("*", false)]
    public void A_principal_is_one_role_or_one_user(string arn, bool isOne) => Assert.Equal(isOne, EksAccess.IsPrincipal(arn));
}
