using System.Text.RegularExpressions;
using K8tre.Automation.Supply;

namespace K8tre.Tests.Conventions;

/// <summary>Workflows, and what scripts and tests install.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] Workflows =
        Directory.GetFiles(Path.Combine(Repository.Root, ".github/workflows"), "*.yml");

    [Fact]
    public void An_action_is_pinned_by_the_commit_of_the_table_with_its_version_beside_it()
    {
        var used = Workflows.SelectMany(workflow => Uses().Matches(File.ReadAllText(workflow)))
            .Select(match => match.Groups["action"].Value).ToHashSet();

        Assert.Equal(
            VersionTable.Current.Pins.Where(row => row.Kind == "action")
                .Select(row => $"{row.Component}@{row.Commit} # {row.Version}").Order(),
            used.Order());
        Assert.All(used, action => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+[.][0-9]+[.][0-9]+$", action));
    }

    [Fact]
    public void A_workflow_may_read_the_repository_and_nothing_else() => Assert.All(Workflows, workflow =>
    {
        var text = File.ReadAllText(workflow);

        Assert.Equal("permissions:\n  contents: read\n", Permissions().Match(text).Value);
        Assert.Single(Permissions().Matches(text));
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.Equal(Uses().Count(text, 0) - 1, text.Split("persist-credentials: false").Length - 1);
    });

    [Fact]
    public void The_check_of_versions_runs_by_itself_and_never_in_the_full_check()
    {
        var workflow = File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/versions.yml"));

        Assert.Contains("  schedule:\n    - cron: ", workflow, StringComparison.Ordinal);
        Assert.Contains("      - run: ./k8tre versions --check\n", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain("k8tre versions", File.ReadAllText(Path.Combine(Repository.Root, ".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public void Npm_installs_what_a_lock_file_pins_and_runs_no_script()
    {
        var installs = new[] { ".ci/run", "automation/Conformance/NodePackages.cs" }
            .Select(file => File.ReadAllText(Path.Combine(Repository.Root, file)))
            .SelectMany(text => NpmCalls().Matches(text).Select(match => match.Value))
            .ToArray();

        Assert.Equal(4, installs.Length);
        Assert.All(installs, call => Assert.Matches("""^(npm ci .*--ignore-scripts|"npm", \["ci", "--ignore-scripts")""", call));
    }

    [Fact]
    public void Every_package_has_one_source_whatever_other_sources_a_machine_has()
    {
        var config = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "nuget.config"));

        var source = Assert.Single(config.Descendants("packageSource"));
        Assert.Equal("nuget.org", (string?)source.Attribute("key"));
        Assert.Equal("*", (string?)Assert.Single(source.Elements("package")).Attribute("pattern"));
        // The machine says where the source is.
        Assert.Empty(config.Descendants("packageSources"));
    }

    [GeneratedRegex(@"uses: (?<action>.+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^ *permissions:.*\n( +.*\n)*", RegexOptions.Multiline)]
    private static partial Regex Permissions();

    [GeneratedRegex("""(npm (install|ci|i|add) .*|"npm", \[.*)""")]
    private static partial Regex NpmCalls();
}
