using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

/// <summary>Tests of the list of permissions that a deployment on Azure needs, and of its guide.</summary>
public sealed partial class PermissionsTests
{
    private const string Person = "none; a person";

    private static readonly string Guide = Text("docs/guides/azure.md");

    private static readonly Row[] Rows =
    [
        .. Text("docs/reference/azure-permissions.md").Split("\n- `azure-native:").Skip(1).Select(item => new Row(
            $"azure-native:{item[..item.IndexOf('`', StringComparison.Ordinal)]}",
            Field(item, "Actions") ?? throw new FormatException(item),
            string.Join(' ', item.Split('\n').Where(line => line.StartsWith("    - `", StringComparison.Ordinal))),
            Field(item, "Scope") ?? "its own resource group",
            Field(item, "Role") ?? BuiltInRole.Contributor.Name)),
    ];

    [Fact]
    public void Every_type_of_Azure_that_the_project_uses_is_listed()
    {
        var types = JsonNode.Parse(Text("offline/schemas/resources.json")).At("packages.azure-native.resources")!.AsArray();

        Assert.Equal(
            types.Select(type => (string)type!).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_type_says_what_it_takes_and_where() => Assert.All(Rows, row =>
    {
        Assert.Matches(@"^`Microsoft\.[A-Za-z]+(/[A-Za-z]+)+`", row.Own);
        Assert.All(
            Quoted().Matches(row.Linked).Select(match => match.Groups[1].Value),
            action => Assert.Matches(@"^Microsoft\.[A-Za-z]+(/[A-Za-z]+)+/(read|write|action)$", action));
        Assert.NotEmpty(row.Scope);
    });

    [Fact]
    public void Every_type_is_created_by_a_pipeline_with_a_role_that_it_has_or_by_a_person()
    {
        string[] roles =
        [
            BuiltInRole.Contributor.Name,
            BuiltInRole.RoleBasedAccessControlAdministrator.Name,
            BuiltInRole.LocksContributor.Name,
        ];

        Assert.All(Rows, row => Assert.Contains(row.Who, roles.Append(Person)));
        Assert.Equal(
            ["consumption:Budget", "network:FlowLog", "resources:DeploymentAtSubscriptionScope", "resources:ResourceGroup"],
            Rows.Where(row => row.Who == Person).Select(row => row.Type["azure-native:".Length..]));
        Assert.All(roles, role => Assert.Contains($"\n- {role}\n", Guide, StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_registers_every_resource_provider_that_is_not_registered_by_default()
    {
        var providers = Rows
            .SelectMany(row => Providers().Matches($"{row.Own} {row.Linked}").Select(match => match.Groups[1].Value))
            .Distinct()
            .Except(["Authorization", "Resources"]);
        Assert.All(providers, provider => Assert.Matches($@"\n- Microsoft\.{provider}\b", Guide));
    }

    private static string? Field(string item, string name) =>
        item.Split('\n').FirstOrDefault(line => line.StartsWith($"  - {name}: ", StringComparison.Ordinal))?[$"  - {name}: ".Length..];

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"Microsoft\.([A-Za-z]+)/")]
    private static partial Regex Providers();

    private sealed record Row(string Type, string Own, string Linked, string Scope, string Who);
}
