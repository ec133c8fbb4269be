using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Tests.Aws.Cluster;

namespace K8tre.Tests.Aws.Iam;

public sealed class ArgoCdPrincipalTests
{
    [Fact]
    public async Task It_can_take_on_the_roles_listed_and_do_nothing_else()
    {
        const string target = "arn:aws:iam::123456789012:role/tre-prd-argocd";
        var graph = await ResourceGraph.OfAsync(options => new ArgoCdPrincipal(
            "argocd", new()
            {
                Scope = EksComponents.Scope,
                Cluster = new EksControlPlane("hub", EksComponents.ControlPlane),
                Targets = [target],
            }, options));

        var right = Assert.Single(
            graph.OfType("aws:iam/rolePolicy:RolePolicy"), policy => policy.Key.StartsWith("argocd", StringComparison.Ordinal)).Value;
        var statement = Assert.Single(right["policy"]!.Statements());
        Assert.Equal(["sts:AssumeRole", "sts:TagSession"], statement.Texts("Action"));
        Assert.Equal([target], statement.Texts("Resource"));
        Assert.Equal(
            ["argocd-application-controller", "argocd-applicationset-controller", "argocd-server"],
            graph.OfType("aws:eks/podIdentityAssociation:PodIdentityAssociation").Values
                .Where(association => (string?)association["namespace"] == "argocd")
                    .Select(association => (string)association["serviceAccount"]!).Order());
    }

    [Fact]
    public async Task Without_a_list_it_can_do_nothing_that_a_cluster_does_not_let_it_do()
    {
        var graph = await ResourceGraph.OfAsync(options => new ArgoCdPrincipal(
            "argocd", new() { Scope = EksComponents.Scope, Cluster = new EksControlPlane("hub", EksComponents.ControlPlane) }, options));

        Assert.DoesNotContain(
            graph.OfType("aws:iam/rolePolicy:RolePolicy").Keys, name => name.StartsWith("argocd", StringComparison.Ordinal));
    }

    [Theory, InlineData("*"), InlineData("arn:aws:iam::123456789012:role/*")]
    public void Roles_that_are_not_named_are_refused(string target) => Assert.Throws<ArgumentException>(
        () => new ArgoCdPrincipalArgs { Scope = EksComponents.Scope, Cluster = null!, Targets = [target] });
}
