using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksAccessTests
{
    private const string ArgoCd = "arn:aws:iam::123456789012:role/hub-argocd";

    private static readonly EksAccessArgs Valid = new()
    {
        Scope = EksComponents.Scope,
        ClusterName = "tre-dev",
        Cluster = "tre-dev",
        Administrators = [EksComponents.Administrator, "arn:aws:iam::123456789012:user/platform-admin"],
    };

    [Fact]
    public async Task Administrators_and_nobody_else_have_all_rights()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess("access", Valid with { ArgoCd = new(Output.Create(ArgoCd)) }, options));

        var rights = graph.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation").Values;
        Assert.Equal(Valid.Administrators.Order(), rights.Select(right => (string)right["principalArn"]!).Order());
        Assert.All(rights, right => Assert.Equal(
            ("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "cluster"), ((string?)right["policyArn"], (string?)right.At("accessScope.type"))));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Pipelines_administer_it_beside_them()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess("access", Valid with { Pipeline = "arn:pipeline" }, options));

        Assert.Equal("arn:pipeline", (string?)graph.OfType("aws:eks/accessEntry:AccessEntry")["access-pipeline"]["principalArn"]);
        var right = graph.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")["access-pipeline-admin"];
        Assert.Equal(("arn:pipeline", "cluster"), ((string?)right["principalArn"], (string?)right.At("accessScope.type")));
    }

    [Fact]
    public async Task Argo_CD_and_nobody_else_takes_its_role_on()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess("access", Valid with { ArgoCd = new(Output.Create(ArgoCd)) }, options));

        var role = graph.OfType("aws:iam/role:Role").Single().Value;
        var trust = Assert.Single(role["assumeRolePolicy"]!.Statements());
        Assert.Equal($$"""{"AWS":["{{ArgoCd}}"]}""", trust["Principal"]!.ToJsonString());
        Assert.Equal(["sts:AssumeRole", "sts:TagSession"], trust.Texts("Action"));
        Assert.Equal(EksAccess.ArgoCdRoleOf(EksComponents.Scope, "tre-dev"), $"arn:aws:iam::123456789012:role/{role["name"]}");
        Assert.Empty(graph.OfType("aws:iam/rolePolicy:RolePolicy"));
    }

    [Fact]
    public async Task Argo_CD_is_a_group_in_the_cluster_and_no_administrator()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksAccess("access", Valid with { ArgoCd = new(Output.Create(ArgoCd)) }, options));

        var entry = graph.OfType("aws:eks/accessEntry:AccessEntry")["access-argocd-entry"];
        Assert.Equal("STANDARD", (string?)entry["type"]);
        // EKS refuses these beginnings: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
        Assert.DoesNotMatch("^(amazon|aws|eks|iam|system):", Assert.Single(entry.Texts("kubernetesGroups")));
        Assert.DoesNotContain(
            graph.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation").Values, right => (string?)right["principalArn"] == (string?)entry["principalArn"]);
    }

    [Fact]
    public async Task Where_no_Argo_CD_elsewhere_installs_there_is_no_role_for_one() =>
        Assert.Empty((await ResourceGraph.OfAsync(options => new EksAccess("access", Valid, options))).OfType("aws:iam/role:Role"));

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
