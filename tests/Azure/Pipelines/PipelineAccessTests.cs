using System.Reflection;
using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Pipelines;

public sealed class PipelineAccessTests
{
    private static readonly BuiltInRole[] Mighty = [BuiltInRole.Contributor, BuiltInRole.RoleBasedAccessControlAdministrator, BuiltInRole.LocksContributor, BuiltInRole.AksClusterAdmin];

    [Fact]
    public async Task In_every_group_a_pipeline_makes_grants_and_locks()
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
    public async Task Grants_alone_carry_a_condition_and_it_limits_making_and_taking_away_alike()
    {
        var graph = await GraphAsync();

        var condition = (string)graph.Requests["access-dev-grants"].Inputs["condition"];
        Assert.Contains("!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})", condition, StringComparison.Ordinal);
        Assert.Contains("!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})", condition, StringComparison.Ordinal);
        Assert.Equal("2.0", graph.Requests["access-dev-grants"].Inputs["conditionVersion"]);
        Assert.False(graph.Requests["access-dev-deploys"].Inputs.ContainsKey("condition"));
    }

    [Fact]
    public async Task What_it_may_grant_is_what_the_condition_names_and_to_no_person()
    {
        var condition = (string)(await GraphAsync()).Requests["access-dev-grants"].Inputs["condition"];

        Assert.All(PipelineAccess.Grantable, role => Assert.Equal(3, condition.Split(role.Id).Length));
        Assert.All(Mighty, role => Assert.DoesNotContain(role.Id, condition, StringComparison.Ordinal));
        Assert.Equal(3, condition.Split("{'ServicePrincipal'}").Length);
    }

    [Fact]
    public void Every_role_of_a_platform_is_either_grantable_or_too_mighty() => Assert.Equal(
        typeof(BuiltInRole).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => ((BuiltInRole)property.GetValue(null)!).Name).Order(),
        PipelineAccess.Grantable.Concat(Mighty).Select(role => role.Name).Order());

    [Fact]
    public async Task Its_parentheses_are_those_of_a_whole_condition()
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
