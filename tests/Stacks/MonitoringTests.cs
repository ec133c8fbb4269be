using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>Definitions that K8TRE's monitoring needs, which only prd has.</summary>
public sealed class MonitoringTests(OnPremPlan onPrem, ProdPlan prod, AwsPlan aws, DevPlan dev)
    : IClassFixture<OnPremPlan>, IClassFixture<ProdPlan>, IClassFixture<AwsPlan>, IClassFixture<DevPlan>
{
    // Kinds of the manifests in prd, without the chart's: https://github.com/k8tre/k8tre/tree/d9ff2e1/apps/observability-metrics
    private static readonly string[] Needed = ["alertmanagers", "prometheuses", "prometheusrules", "servicemonitors"];

    [Fact]
    public void The_definitions_are_in_prd_of_every_vendor_before_Argo_CD_installs_monitoring()
    {
        foreach (var stack in new StackPlan[] { onPrem, prod, aws })
        {
            var registration = stack.Plan.Resources.Single(resource =>
                resource.Type == "kubernetes:core/v1:Secret" && resource.Name.EndsWith("-prd-registration", StringComparison.Ordinal));
            foreach (var plural in Needed)
            {
                var definition = Assert.Single(Definitions(stack), crd => Name(crd) == $"{plural}.monitoring.coreos.com");
                Assert.Contains("-prd-", definition.Name, StringComparison.Ordinal);
                Assert.True(stack.ComesAfter(registration, definition), $"{registration.Name} {definition.Name}");
            }
        }
    }

    [Fact]
    public void Other_environments_have_none() => Assert.Empty(Definitions(dev));

    private static IEnumerable<PlanResource> Definitions(StackPlan stack) => stack.Plan.Resources.Where(resource =>
        resource.Type == "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"
            && Name(resource).EndsWith(".monitoring.coreos.com", StringComparison.Ordinal));

    private static string Name(PlanResource definition) => (string)definition.Inputs["metadata"]!["name"]!;
}
