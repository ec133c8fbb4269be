using K8tre.Automation.Planning;
using K8tre.Tests.PlanModel;

namespace K8tre.Tests.Automation.Planning;

public sealed class PlanTreeTests
{
    [Fact]
    public void A_plan_is_a_tree_of_components_with_their_counts_and_the_totals()
    {
        using var text = new StringWriter();

        PlanTree.Write(SamplePlan.Small, text);

        Assert.Equal(
            """
            k8tre/dev
            ├── cluster pulumi:providers:kubernetes
            └── argocd k8tre:gitops:ArgoCd 2 resources: 1 Namespace, 1 Release
                ├── argocd kubernetes:core/v1:Namespace
                └── argocd[x] kubernetes:helm.sh/v3:Release

                1  kubernetes:core/v1:Namespace
                1  kubernetes:helm.sh/v3:Release
                1  pulumi:providers:kubernetes
            3 resources in 1 component, 1 invoke, 1 output, 1 secret value

            """,
            text.ToString());
    }

    [Fact]
    public void A_long_line_is_not_wrapped()
    {
        var name = new string('n', 500);
        using var text = new StringWriter();

        var plan = SamplePlan.Small;
        PlanTree.Write(plan with { Resources = [.. plan.Resources, plan.Resources[1] with { Name = name }] }, text);

        Assert.Contains($"── {name} pulumi:providers:kubernetes", text.ToString(), StringComparison.Ordinal);
    }
}
