using K8tre.Automation.Projects;

namespace K8tre.Automation.Programs;

/// <summary>Finds the compiled program of a project.</summary>
internal static class BuiltProgram
{
    /// <summary>The assembly to run: the one given, else the build of the project in the program's folder.</summary>
    /// <remarks>
    /// All projects build into sibling folders (<c>bin/&lt;project&gt;/&lt;configuration&gt;</c>), this command's own
    /// among them: the program is looked for beside it, in the same configuration.
    /// </remarks>
    /// <exception cref="CommandException">There is no such project, or it is not built.</exception>
    public static string Find(Project project, string? given)
    {
        if (given is not null)
        {
            return File.Exists(given)
                ? Path.GetFullPath(given)
                : throw CommandException.WrongCall($"--program is '{given}', which does not exist; name a compiled program (.dll)");
        }

        var name = Path.GetFileNameWithoutExtension(ProjectFile(project));
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var assembly = Path.Combine(own.Parent?.Parent?.FullName ?? "", name, own.Name, $"{name}.dll");
        return File.Exists(assembly)
            ? assembly
            : throw CommandException.WrongCall(
                $"the program {name} is not built: {assembly} does not exist; "
                + $"run `dotnet build {Path.GetRelativePath(project.Directory, project.ProgramDirectory)} -c {Capital(own.Name)}`");
    }

    private static string ProjectFile(Project project)
    {
        var folder = project.ProgramDirectory;
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj") : [];
        return files switch
        {
            [var file] => file,
            [] => throw CommandException.WrongCall(
                $"'main' of {Project.FileName} names {folder}, which holds no .csproj; name the folder of the program"),
            _ => throw CommandException.WrongCall($"{folder} holds {files.Length} projects; keep one .csproj there"),
        };
    }

    private static string Capital(string configuration) => char.ToUpperInvariant(configuration[0]) + configuration[1..];
}
