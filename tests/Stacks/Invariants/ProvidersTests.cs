using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Invariants;

/// <summary>Providers in the plans of all stacks. A resource without an explicit one could reach another cluster or account.</summary>
public sealed class ProvidersTests(DevPlan dev, OnPremPlan onPrem) : IClassFixture<DevPlan>, IClassFixture<OnPremPlan>
{
    private const string Kubernetes = "kubernetes:";
    private const string Providers = "pulumi:providers:";

    // Providers without a configuration: they reach nothing but what a resource names, so that the default one is as good as another.
    private static readonly string[] WithoutTarget = ["command", "random", "tls", "pulumi"];

    [Fact]
    public void No_resource_of_dev_uses_a_default_provider_that_reaches_a_cluster_or_an_account() => HasNone(dev.Plan);

    [Fact]
    public void No_resource_of_onprem_uses_a_default_provider_that_reaches_a_cluster_or_an_account() => HasNone(onPrem.Plan);

    [Fact]
    public void Every_Kubernetes_resource_of_dev_uses_a_provider_of_its_own_cluster() => UsesItsCluster(dev.Plan);

    [Fact]
    public void Every_Kubernetes_resource_of_onprem_uses_a_provider_of_its_own_cluster() => UsesItsCluster(onPrem.Plan);

    private static void HasNone(Plan plan)
    {
        Assert.Contains(plan.Resources, resource => resource.Name.Contains(":gateways.gateway", StringComparison.Ordinal));
        Assert.Equal([], plan.Resources
            .Where(resource => resource.Implicit && resource.Type.StartsWith(Providers, StringComparison.Ordinal))
            .Select(provider => provider.Type[Providers.Length..])
            .Except(WithoutTarget));
        Assert.All(
            plan.Resources.Where(resource => resource.Custom && !resource.Type.StartsWith(Providers, StringComparison.Ordinal)),
            resource => Assert.True(resource.Provider is not null, $"{resource.Urn} has no provider"));
        Assert.All(plan.Invokes, invoke => Assert.DoesNotContain("::default", invoke.Provider, StringComparison.Ordinal));
    }

    // The provider of a cluster stands in the room of the cluster.
    private static void UsesItsCluster(Plan plan)
    {
        var byUrn = plan.Resources.ToDictionary(resource => resource.Urn);
        var objects = plan.Resources
            .Where(resource => resource.Custom && resource.Type.StartsWith(Kubernetes, StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(objects);
        Assert.All(objects, resource =>
        {
            var provider = byUrn[resource.Provider!];
            Assert.True(!provider.Implicit && Room(provider) == Room(resource), $"{resource.Name} uses {provider.Urn}");
        });

        string Room(PlanResource resource)
        {
            var at = resource;
            while (at.Parent is { } parent && byUrn[parent].Type != "k8tre:stacks:Platform")
                at = byUrn[parent];
            return at.Name;
        }
    }
}
