using System.Reflection;
using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Pipelines;

public sealed class PipelineAccessTests
{
    private static readonly BuiltInRole[] Mighty =
    [
        BuiltInRole.Contributor,
        BuiltInRole.RoleBasedAccessControlAdministrator,
        BuiltInRole.LocksContributor,
        BuiltInRole.AksClusterAdmin,
    ];

    [Fact]
    public async Task A_pipeline_may_deploy_assign_roles_and_lock_in_every_resource_group()
    {
        var graph = await GraphAsync();

        foreach (var (word, group) in new[] { ("hub", "/hub"), ("dev", "/dev") })
        {
            Assert.Equal(("pipeline", "Contributor", group), graph.Grant($"access-{word}-deploys"));
            Assert.Equal(("pipeline", "Role Based Access Control Administrator", group), graph.Grant($"access-{word}-grants"));
            Assert.Equal(("pipeline", "Locks Contributor", group), graph.Grant($"access-{word}-locks"));
            Assert.Equal(("pipeline", "Azure Kubernetes Service RBAC Cluster Admin", group), graph.Grant($"access-{word}-clusters"));
        }
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Only_role_assignment_has_a_condition_which_covers_creation_and_deletion()
    {
        var graph = await GraphAsync();

        var condition = (string)graph.Requests["access-dev-grants"].Inputs["condition"];
        Assert.Contains("!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})", condition, StringComparison.Ordinal);
        Assert.Contains("!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})", condition, StringComparison.Ordinal);
        Assert.Equal("2.0", graph.Requests["access-dev-grants"].Inputs["conditionVersion"]);
        Assert.False(graph.Requests["access-dev-deploys"].Inputs.ContainsKey("condition"));
    }

    [Fact]
    public async Task The_condition_allows_only_the_assignable_roles_and_no_person()
    {
        var condition = (string)(await GraphAsync()).Requests["access-dev-grants"].Inputs["condition"];

        Assert.All(PipelineAccess.Grantable, role => Assert.Equal(3, condition.Split(role.Id).Length));
        Assert.All(Mighty, role => Assert.DoesNotContain(role.Id, condition, StringComparison.Ordinal));
        Assert.Equal(3, condition.Split("{'ServicePrincipal'}").Length);
    }

    [Fact]
    public void Every_role_is_either_assignable_by_the_pipeline_or_privileged() => Assert.Equal(
        typeof(BuiltInRole).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => ((BuiltInRole)property.GetValue(null)!).Name)
            .Order(),
        PipelineAccess.Grantable.Concat(Mighty).Select(role => role.Name).Order());

    [Fact]
    public async Task The_parentheses_of_the_condition_are_balanced()
    {
        var condition = (string)(await GraphAsync()).Requests["access-dev-grants"].Inputs["condition"];

        Assert.Equal(condition.Count(letter => letter == '('), condition.Count(letter => letter == ')'));
        Assert.Equal(condition.Count(letter => letter == '{'), condition.Count(letter => letter == '}'));
    }

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new PipelineAccess(
        "access",
        new()
        {
            Scope = AzureComponents.Scope,
            PrincipalId = "pipeline",
            Groups = new Dictionary<string, Input<string>> { ["hub"] = "/hub", ["dev"] = "/dev" },
        },
        options));
}
