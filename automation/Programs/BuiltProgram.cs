using K8tre.Automation.Projects;

namespace K8tre.Automation.Programs;

/// <summary>Finds the compiled program of a project.</summary>
internal static class BuiltProgram
{
    /// <summary>Returns the path of the assembly: the given one, or the build of the project in the program's folder.</summary>
    /// <remarks>
    /// All projects build into sibling folders (<c>bin/&lt;project&gt;/&lt;configuration&gt;</c>), this command too. The program has the
    /// same configuration as the command.
    /// </remarks>
    /// <exception cref="CommandException">The program does not exist or is not built.</exception>
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
                + $"run `dotnet build {Path.GetRelativePath(project.Directory, project.ProgramDirectory)} -c {Capitalize(own.Name)}`");
    }

    private static string ProjectFile(Project project)
    {
        var folder = project.ProgramDirectory;
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj") : [];
        return files switch
        {
            [var file] => file,
            [] => throw CommandException.WrongCall(
                $"'main' in {Project.FileName} is {folder}, which contains no .csproj; name the folder of the program"),
            _ => throw CommandException.WrongCall($"{folder} contains {files.Length} projects; keep one .csproj there"),
        };
    }

    private static string Capitalize(string configuration) => char.ToUpperInvariant(configuration[0]) + configuration[1..];
}
