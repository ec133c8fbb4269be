using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Invariants;

/// <summary>
/// Namespaces that the plans create. An object that does not wait for its namespace can be refused: the provider retries for a minute only.
/// </summary>
public sealed class NamespacesTests(DevPlan dev, OnPremPlan onPrem, AzureDevPlan azureDev, ProdPlan prod, AwsDevPlan awsDev, AwsPlan aws)
    : IClassFixture<DevPlan>, IClassFixture<OnPremPlan>, IClassFixture<AzureDevPlan>, IClassFixture<ProdPlan>,
        IClassFixture<AwsDevPlan>, IClassFixture<AwsPlan>
{
    private const string Namespace = "kubernetes:core/v1:Namespace";

    [Fact]
    public void Every_object_of_dev_waits_for_its_namespace() => Wait(dev);

    [Fact]
    public void Every_object_of_onprem_waits_for_its_namespace() => Wait(onPrem);

    [Fact]
    public void Every_object_of_azure_dev_waits_for_its_namespace() => Wait(azureDev);

    [Fact]
    public void Every_object_of_prod_waits_for_its_namespace() => Wait(prod);

    [Fact]
    public void Every_object_of_aws_dev_waits_for_its_namespace() => Wait(awsDev);

    [Fact]
    public void Every_object_of_aws_waits_for_its_namespace() => Wait(aws);

    private static void Wait(StackPlan stack)
    {
        var namespaces = stack.Plan.Resources
            .Where(resource => resource.Type == Namespace)
            .ToDictionary(resource => (resource.Provider, (string?)resource.Inputs["metadata"]!["name"]));
        var pairs = stack.Plan.Resources
            .Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && NameOfNamespace(resource) is not null)
            .Select(item => (Item: item, Home: namespaces.GetValueOrDefault((item.Provider, NameOfNamespace(item)))))
            .Where(pair => pair.Home is not null)
            .ToList();

        Assert.NotEmpty(pairs);
        Assert.Equal(
            [], pairs.Where(pair => !stack.ComesAfter(pair.Item, pair.Home!)).Select(pair => $"{pair.Item.Name} in {pair.Home!.Name}"));
    }

    // A chart has a namespace of its own. Objects of other kinds have it in their metadata.
    private static string? NameOfNamespace(PlanResource resource) =>
        (string?)(resource.Inputs["namespace"] ?? resource.Inputs["metadata"]?["namespace"]);
}
