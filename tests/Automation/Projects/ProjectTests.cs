using K8tre.Automation;
using K8tre.Automation.Projects;

namespace K8tre.Tests.Automation.Projects;

public sealed class ProjectTests
{
    [Fact]
    public void The_project_file_names_the_project_its_program_and_its_stacks()
    {
        using var folder = new TemporaryProject("name: k8tre\nruntime: dotnet\nmain: infra\n")
            .Write("Pulumi.prod.yaml", "")
            .Write("Pulumi.dev.yaml", "");

        var project = Project.Read(folder.Folder);

        Assert.Equal("k8tre", project.Name);
        Assert.Equal(Path.Combine(folder.Folder, "infra"), project.ProgramDirectory);
        Assert.Equal(["dev", "prod"], project.Stacks);
    }

    [Fact]
    public void The_project_is_found_from_a_folder_below()
    {
        using var folder = new TemporaryProject();
        var below = Directory.CreateDirectory(Path.Combine(folder.Folder, "a", "b"));

        Assert.Equal(folder.Folder, Project.FindDirectory(below.FullName));
    }

    [Theory]
    [InlineData("runtime: dotnet\n", "'name' is missing; add `name: <project>`")]
    [InlineData("name: k8tre\n", "'runtime' is missing; add `runtime: dotnet`")]
    [InlineData("name: k8tre\nruntime: python\n", "line 2, column 10: runtime is 'python'; write `dotnet`, the only runtime of `plan`")]
    [InlineData("name: [k8tre]\nruntime: dotnet\n", "line 1, column 7: 'name' is not a text")]
    [InlineData(
        "name: k8tre\nruntime: dotnet\nconfig:\n  a: { type: sting }\n",
        "line 4, column 14: 'sting' is not a type (did you mean 'string'?)")]
    public void A_bad_project_file_is_refused_with_the_place_and_the_remedy(string yaml, string expected)
    {
        using var folder = new TemporaryProject(yaml);

        Assert.Contains(expected, Assert.Throws<CommandException>(() => Project.Read(folder.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_project_file_is_refused()
    {
        using var folder = new TemporaryProject();
        File.Delete(Path.Combine(folder.Folder, "Pulumi.yaml"));

        var error = Assert.Throws<CommandException>(() => Project.Read(folder.Folder));

        Assert.StartsWith("there is no Pulumi.yaml in ", error.Message, StringComparison.Ordinal);
    }
}
