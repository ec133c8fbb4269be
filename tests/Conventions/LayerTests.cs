using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace K8tre.Tests.Conventions;

/// <summary>Directions in which the projects and folders may refer to one another.</summary>
public sealed class LayerTests
{
    private static readonly string[] Vendors = ["Aws", "Azure", "OnPrem"];

    public static TheoryData<string, string[]> Layers => new()
    {
        { "K8tre.Components", ["K8tre.Stacks", "K8tre.Infra", "K8tre.Automation", "K8tre.PlanModel"] },
        { "K8tre.Stacks", ["K8tre.Infra", "K8tre.Automation", "K8tre.PlanModel"] },
        { "K8tre.PlanModel", ["K8tre.Infra", "K8tre.Stacks", "K8tre.Components", "K8tre.Automation"] },
    };

    public static TheoryData<string> SharedFolders => [.. new[] { "Addresses", "Clusters", "Egress", "GitOps", "Guardrails", "Network" }
        .Where(folder => Directory.Exists(Path.Combine(Repository.Root, "components", folder)))];

    // The other projects are judged by their references: ArchitectureTests.
    [Theory, MemberData(nameof(Layers))]
    public void Projects_know_only_the_layers_below_them(string project, string[] others)
    {
        if (Product.Projects.Values.Contains(project))
        {
            Types().That().Are(In(project)).Should().NotDependOnAny(In(others)).Check(Product.Model);
        }
    }

    [Theory]
    [InlineData("K8tre.Components", "Aws"), InlineData("K8tre.Components", "Azure"), InlineData("K8tre.Components", "OnPrem")]
    [InlineData("K8tre.Stacks", "Aws"), InlineData("K8tre.Stacks", "Azure"), InlineData("K8tre.Stacks", "OnPrem")]
    public void Vendors_never_reference_one_another(string project, string vendor)
    {
        var others = Vendors.Except([vendor]).SelectMany(other => new[] { $"K8tre.Components.{other}", $"K8tre.Stacks.{other}" });

        Types().That().Are(In($"{project}.{vendor}")).Should().NotDependOnAny(In([.. others])).Check(Product.Model);
    }

    [Theory, MemberData(nameof(SharedFolders))]
    public void Shared_components_know_no_vendor(string folder)
    {
        var vendors = Vendors.Select(vendor => $"K8tre.Components.{vendor}");

        Types().That().Are(In($"K8tre.Components.{folder}")).Should().NotDependOnAny(In([.. vendors])).Check(Product.Model);
    }

    [Fact]
    public void The_contract_of_clusters_knows_nothing_that_is_installed_in_them() =>
        Types().That().Are(In("K8tre.Components.Clusters"))
            .Should().NotDependOnAny(In("K8tre.Components.GitOps", "K8tre.Components.Network", "K8tre.Components.Guardrails"))
            .Check(Product.Model);

    [Fact]
    public void Settings_know_nothing_of_the_composition()
    {
        var vendors = Vendors.Select(vendor => $"K8tre.Stacks.{vendor}");
        Types().That().Are(In("K8tre.Stacks.Settings")).Should().NotDependOnAny(In([.. vendors])).Check(Product.Model);

        var rooms = Classes().That().Are(In("K8tre.Stacks")).And().AreAssignableTo(typeof(ComponentResource));
        Types().That().Are(In("K8tre.Stacks.Settings")).Should().NotDependOnAny(rooms).Check(Product.Model);
    }

    private static GivenTypesConjunction In(params string[] namespaces) =>
        Types().That().ResideInNamespaceMatching($@"^({string.Join('|', namespaces).Replace(".", @"\.", StringComparison.Ordinal)})(\.|$)");
}
