using System.Reflection;
using System.Text;
using K8tre.Components;


namespace K8tre.Tests;

/// <summary>The house's rules that a compiler does not know.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Components = typeof(Versions).Assembly;

    public static TheoryData<string, string[]> References => new()
    {
        { "K8tre.Components", [] },
        { "K8tre.Stacks", ["K8tre.Components"] },
        { "K8tre.Infra", ["K8tre.Stacks"] },
        { "K8tre.PlanModel", [] },
        { "K8tre.Automation", ["K8tre.PlanModel"] },
    };

    [Theory, MemberData(nameof(References))]
    public void Projects_reference_one_another_one_way(string project, string[] allowed)
    {
        var referenced = Assembly.Load(project).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("K8tre.", StringComparison.Ordinal));

        Assert.Empty(referenced.Except(allowed));
    }

    [Fact]
    public void Product_projects_know_nothing_of_the_offline_build()
    {
        var sources = new[] { "infra", "stacks", "components", "automation", "plan-model" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".csproj");

        Assert.All(sources, path => Assert.DoesNotContain("offline/", File.ReadAllText(path), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_component_has_a_type_token_of_its_area_and_its_class()
    {
        var components = Components.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ComponentResource))).ToArray();

        Assert.NotEmpty(components);
        Assert.All(components, component =>
        {
            var folders = component.Namespace!.Split('.')[2..];
            var area = folders[0].ToLowerInvariant();
            var source = File.ReadAllText(Path.Combine([Repository.Root, "components", .. folders, $"{component.Name}.cs"]));
            Assert.Contains($"\"k8tre:{area}:{component.Name}\"", source, StringComparison.Ordinal);
        });
    }

    [Theory, InlineData("infra"), InlineData("stacks"), InlineData("components"), InlineData("automation"), InlineData("plan-model")]
    public void The_compiler_demands_documentation_of_every_public_member(string project)
    {
        var settings = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"))
            + string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.csproj").Select(File.ReadAllText))
            + File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));

        Assert.Contains("<GenerateDocumentationFile>true</GenerateDocumentationFile>", settings, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("<GenerateDocumentationFile>false", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("1591", settings, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_are_plain_ascii_so_that_their_bytes_can_be_counted_anywhere() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "components"), "*.sh", SearchOption.AllDirectories),
        script => Assert.True(File.ReadAllBytes(script).All(octet => octet is (byte)'\n' or (>= 0x20 and < 0x7f)), script));

    [Theory, InlineData("K8tre.Components"), InlineData("K8tre.Stacks"), InlineData("K8tre.Infra"), InlineData("K8tre.Automation")]
    public void Assemblies_do_not_say_in_which_folder_they_were_built(string project)
    {
        var assembly = File.ReadAllBytes(Assembly.Load(project).Location);

        Assert.Equal(-1, assembly.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)));
    }
}
