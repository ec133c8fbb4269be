using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksArgoCdAccessTests
{
    private const string ArgoCd = "arn:aws:iam::123456789012:role/hub-argocd";

    private static readonly EksArgoCdAccessArgs Valid = new()
    {
        Scope = EksComponents.Scope,
        ClusterName = "tre-dev",
        Cluster = "tre-dev",
        ArgoCd = new(Output.Create(ArgoCd)),
    };

    [Fact]
    public async Task Argo_CD_and_nobody_else_assumes_the_role()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksArgoCdAccess("argocd", Valid, options));

        var role = graph.OfType("aws:iam/role:Role").Single().Value;
        var trust = Assert.Single(role["assumeRolePolicy"]!.Statements());
        Assert.Equal($$"""{"AWS":["{{ArgoCd}}"]}""", trust["Principal"]!.ToJsonString());
        Assert.Equal(["sts:AssumeRole", "sts:TagSession"], trust.Texts("Action"));
        Assert.Equal(EksArgoCdAccess.RoleArnOf(EksComponents.Scope, "tre-dev"), $"arn:aws:iam::123456789012:role/{role["name"]}");
        Assert.Empty(graph.OfType("aws:iam/rolePolicy:RolePolicy"));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Argo_CD_is_a_group_in_the_cluster_and_no_administrator()
    {
        var graph = await ResourceGraph.OfAsync(options => new EksArgoCdAccess("argocd", Valid, options));

        var entry = graph.OfType("aws:eks/accessEntry:AccessEntry")["argocd-entry"];
        Assert.Equal("STANDARD", (string?)entry["type"]);
        // EKS refuses these prefixes: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
        Assert.DoesNotMatch("^(amazon|aws|eks|iam|system):", Assert.Single(entry.Texts("kubernetesGroups")));
        Assert.Empty(graph.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation"));
    }
}
